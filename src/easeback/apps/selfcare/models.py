"""The tables of what people keep for themselves, which go, history and all, with the account."""

from django.db import models

from easeback.apps.accounts.sealing import SealedTextField
from easeback.apps.selfcare.facts import Source, Well

WELL = [(each.value, each.value) for each in Well]


class KeptPlan(models.Model):
    """A plan as it was on the day."""

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    key = models.UUIDField()
    at = models.DateTimeField()
    urgency = models.CharField(max_length=20)
    answers = models.JSONField()
    rules = models.JSONField()
    plan = models.JSONField()
    knowledge_version = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["account", "key"], name="plan_kept_once"),)


class DiaryLine(models.Model):
    """One version of an entry. A change is a further version, written beside the earlier ones.

    `key` names the write, so that it is done once however often it is sent. Taking an entry out
    empties all of its versions; their keys stay, so that nothing sent late brings it back. `words`
    holds what they said in their own words, as JSON.
    """

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    key = models.UUIDField()
    entry = models.UUIDField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    pain = models.PositiveSmallIntegerField(null=True)
    flare = models.BooleanField(null=True)
    remedies = models.JSONField(default=list)
    areas = models.JSONField(default=dict)
    sleep = models.CharField(max_length=10, choices=WELL, blank=True)
    mood = models.CharField(max_length=10, choices=WELL, blank=True)
    words = SealedTextField(blank=True)
    source = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Source])
    is_taken_out = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "key"], name="line_written_once"),
            models.UniqueConstraint(
                fields=["account", "entry", "version"], name="one_line_a_version"
            ),
            models.CheckConstraint(
                condition=models.Q(pain__isnull=True) | models.Q(pain__lte=10),
                name="pain_is_0_to_10",
            ),
        )
        indexes = (models.Index(fields=["account", "at"], name="diary_in_time"),)
