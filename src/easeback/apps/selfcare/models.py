"""The tables of what people keep for themselves, which go, history and all, with the account."""

from uuid import uuid4

from django.db import models

from easeback.apps.accounts.codes import TypedCode
from easeback.apps.accounts.sealing import SealedTextField
from easeback.apps.notifications.facts import Way
from easeback.apps.selfcare.facts import Ended, Source, Well
from easeback.domain.followup import Step

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
    pain_after = models.PositiveSmallIntegerField(null=True)
    after_minutes = models.PositiveSmallIntegerField(null=True)
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
            models.CheckConstraint(
                condition=models.Q(pain_after__isnull=True)
                | models.Q(pain_after__lte=10, after_minutes__isnull=False),
                name="pain_after_is_0_to_10",
            ),
        )
        indexes = (models.Index(fields=["account", "at"], name="diary_in_time"),)


class FollowUp(models.Model):
    """Somebody in a flare is asked again, from a moment on. `site`: where their pages are.

    `opened_by` names the write. Without `email`, or `destination` (where pushes or texts go), they
    are asked on the pages of their diary alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    opened_by = models.UUIDField()
    began_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    language = models.CharField(max_length=5)
    pain = models.PositiveSmallIntegerField()
    is_first = models.BooleanField()
    way = models.CharField(
        max_length=10, choices=[(way.value, way.value) for way in Way], default=Way.MAIL.value
    )
    email = models.EmailField(blank=True)
    destination = models.UUIDField(null=True)
    site = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "opened_by"], name="follow_up_once"),
        )


class NumberCode(TypedCode):
    """A code was sent to a number, which lies at `destination`, for whoever holds this key.

    `number_hash` counts how many were sent there lately, whoever asked. The number itself is erased
    once the code counts no more.
    """

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    key_hash = models.CharField(max_length=64)
    number_hash = models.CharField(max_length=64, db_index=True)
    destination = models.UUIDField(null=True)


class CheckIn(models.Model):
    """One question of a follow-up."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="check_ins")
    step = models.CharField(max_length=10, choices=[(step.value, step.value) for step in Step])
    due_at = models.DateTimeField()
    repeat_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["follow_up", "step"], name="asked_once"),)


class CheckInAnswer(models.Model):
    """What was answered: one row a question, the first who answers.

    `rules` are the ids of those that it met; `alarmed`: something of the safety list fitted.
    """

    check_in = models.OneToOneField(CheckIn, models.CASCADE, related_name="answer")
    compared = models.CharField(max_length=10, blank=True)
    pain = models.PositiveSmallIntegerField(null=True)
    is_usual = models.BooleanField()
    alarmed = models.BooleanField()
    rules = models.JSONField()
    at = models.DateTimeField()


class FollowUpEnd(models.Model):
    """Nobody is asked any more. One row: the first reason stands."""

    follow_up = models.OneToOneField(FollowUp, models.CASCADE, related_name="end")
    why = models.CharField(max_length=10, choices=[(why.value, why.value) for why in Ended])
    at = models.DateTimeField()


class DiaryShare(models.Model):
    """This person lets the therapist of a course of visits read the diary, until it has an end."""

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="+")
    course = models.UUIDField(db_index=True)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "course"],
                condition=models.Q(ended_at=None),
                name="diary_shared_once",
            ),
        )


class DiaryReading(models.Model):
    """Somebody of the staff (`by`) has read a shared diary. One row a person and hour."""

    share = models.ForeignKey(DiaryShare, models.CASCADE, related_name="readings")
    by = models.CharField(max_length=40)
    hour = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["share", "by", "hour"], name="reading_once_an_hour"),
        )
