"""The tables of the practice."""

import re
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from easeback.apps.practice.facts import UNKNOWN_PRACTICE as SAFE

PHONE = RegexValidator(
    re.compile(r"^\+?[0-9][0-9 ().-]*$"), "Digits, spaces and - ( ) only, such as 1-555-555-0100."
)
SHA256 = RegexValidator(re.compile(r"^[0-9a-f]{64}$"), "64 hexadecimal digits.")
KEBAB = RegexValidator(re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$"), "Small letters, digits, hyphens.")


def spoken_in_practice() -> list[str]:
    return list(SAFE.languages)


def known_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError("%(name)s is not a time zone.", params={"name": name})


class Practice(models.Model):
    """The one practice that this installation serves."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, validators=[PHONE])
    emergency_number = models.CharField(
        max_length=30, validators=[PHONE], default=SAFE.emergency_number
    )
    crisis_line = models.CharField(max_length=30, validators=[PHONE], default=SAFE.crisis_line)
    poison_line = models.CharField(max_length=30, validators=[PHONE], default=SAFE.poison_line)
    address = models.TextField(max_length=400, blank=True)
    directions_en = models.CharField(
        "how to find the door, English",
        max_length=300,
        blank=True,
        help_text="Such as: Second door on the left. You can park behind the house.",
    )
    directions_es = models.CharField("how to find the door, Spanish", max_length=300, blank=True)
    zone = models.CharField(
        "time zone",
        max_length=64,
        validators=[known_zone],
        default=SAFE.zone,
        help_text="Such as America/New_York.",
    )
    languages = models.JSONField(default=spoken_in_practice)
    reply_days = models.PositiveSmallIntegerField(
        "working days until a message is answered",
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        default=SAFE.reply_days,
        help_text="Patients read this where they write to their therapist: a promise of yours.",
    )
    is_demo = models.BooleanField(
        "demonstration", default=False, help_text="An invented practice; every page says so."
    )

    class Meta:
        verbose_name_plural = "practice"
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="practice_there_is_one"),
        )

    def __str__(self) -> str:
        return self.name


class Therapist(models.Model):
    """A therapist as the public sees them."""

    name = models.CharField(max_length=120)
    words_en = models.TextField("in their own words, English", max_length=400)
    words_es = models.TextField("in their own words, Spanish", max_length=400)
    languages = models.JSONField(default=spoken_in_practice)
    skills = models.JSONField(default=list, blank=True)
    portrait = models.CharField(
        max_length=40, validators=[KEBAB], help_text="Which drawn face, such as curls."
    )
    place = models.PositiveSmallIntegerField(default=0, help_text="Smaller numbers stand first.")
    is_shown = models.BooleanField(default=True)

    class Meta:
        ordering = ("place", "name")

    def __str__(self) -> str:
        return self.name


class AppendedOnly(models.QuerySet["ClinicalApproval"]):
    """Rows that are written once."""

    def update(self, **changes: Any) -> int:
        raise TypeError("Approvals are appended, never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Approvals are appended, never deleted.")


class ClinicalApproval(models.Model):
    """The clinical lead's word on one version of the knowledge; the latest word counts."""

    class Decision(models.TextChoices):
        APPROVED = "approved"
        WITHDRAWN = "withdrawn"

    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="approvals")
    knowledge_version = models.CharField(max_length=64, validators=[SHA256])
    decision = models.CharField(max_length=10, choices=Decision)
    lead_name = models.CharField("clinical lead's name", max_length=120)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = AppendedOnly.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["knowledge_version", "-id"], name="approval_latest"),)

    def __str__(self) -> str:
        return f"{self.knowledge_version[:12]} {self.decision} by {self.lead_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("Approvals are appended, never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Approvals are appended, never deleted.")
