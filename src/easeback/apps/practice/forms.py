"""The practice's forms in the admin."""

from django import forms
from django.conf import settings

from easeback.apps.practice.models import ClinicalApproval, Practice, Therapist
from easeback.apps.practice.skills import skill_words


def skills_to_tick() -> list[tuple[str, str]]:
    return [(skill, words["en"]) for skill, words in skill_words().items()]


class SpokenLanguages(forms.MultipleChoiceField):
    """Languages, as boxes to tick."""

    def __init__(self) -> None:
        super().__init__(choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple)


class PracticeForm(forms.ModelForm[Practice]):
    """The practice's settings."""

    languages = SpokenLanguages()

    class Meta:
        model = Practice
        fields = (
            "name",
            "phone",
            "address",
            "directions_en",
            "directions_es",
            "zone",
            "languages",
            "reply_days",
            "emergency_number",
            "crisis_line",
            "poison_line",
            "is_demo",
        )


class TherapistForm(forms.ModelForm[Therapist]):
    """A therapist's public face."""

    languages = SpokenLanguages()
    skills = forms.MultipleChoiceField(
        required=False, choices=skills_to_tick, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Therapist
        fields = (
            "name",
            "words_en",
            "words_es",
            "languages",
            "skills",
            "portrait",
            "place",
            "is_shown",
        )


class ApprovalForm(forms.Form):
    """The clinical lead's word on the version of the knowledge that the page showed."""

    read = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        choices=(
            (ClinicalApproval.Decision.APPROVED, "I approve this version for our patients."),
            (ClinicalApproval.Decision.WITHDRAWN, "I withdraw the approval of this version."),
        ),
        widget=forms.RadioSelect,
    )
    lead_name = forms.CharField(
        max_length=120, label="Your name and license", help_text="As you sign a clinical record."
    )
    confirmed = forms.BooleanField(label="I have read the tables above and mean what I chose.")
