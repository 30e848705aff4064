"""The tables of the outbox. Every row is written once; what became of a mail is more rows.

Only whoever a mail is for may have it erased, or sent to another address of theirs.

OutboxMessage -- attachments
    |-- Attempt (number 1, 2, ...) -- Outcome: sent, or failed and when to try again
    '-- Ending: sent, dropped, expired, or given up; at most one, so the database says who won
StaffTask -- StaffTaskDone
Destination: where somebody's pushes or texts go. It alone is erased, by itself and for good
"""

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from easeback.apps.accounts.sealing import SealedTextField
from easeback.apps.audit.appended import Appended
from easeback.apps.notifications.facts import Way

ONE_LINE = RegexValidator(r"\A[^\x00-\x1f\x7f]+\Z", "One line, without control characters.")
ADDRESS = RegexValidator(r"\A[!-~]+@[!-~]+\Z", "An e-mail address in ASCII.")


class OutboxMessage(Appended):
    """A message that was promised, in the transaction of what it tells of."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60, validators=[ONE_LINE])
    way = models.CharField(
        max_length=10, choices=[(way.value, way.value) for way in Way], default=Way.MAIL.value
    )
    # An address, or the id of a destination.
    recipient = models.CharField(max_length=254, validators=[ONE_LINE])
    language = models.CharField(max_length=5, validators=[ONE_LINE])
    subject = models.CharField(max_length=200, validators=[ONE_LINE])
    body = models.TextField(max_length=20_000)
    about = models.CharField(max_length=100, validators=[ONE_LINE])
    version = models.PositiveIntegerField()
    due_at = models.DateTimeField()
    useful_until = models.DateTimeField(null=True, blank=True)
    # Whether a person of the practice must see to it that it does not arrive.
    asks_staff = models.BooleanField(default=True)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = "message"
        indexes = (
            models.Index(fields=["due_at"], name="outbox_due"),
            models.Index(fields=["about", "version"], name="outbox_about"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    def clean(self) -> None:
        if self.way == Way.MAIL.value:
            try:
                ADDRESS(self.recipient)
            except ValidationError as fault:
                raise ValidationError({"recipient": fault}) from None


class Destination(models.Model):
    """Where somebody's pushes or texts go: a subscription as JSON, or a number; both secret."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    way = models.CharField(max_length=10, choices=[(way.value, way.value) for way in Way])
    place = SealedTextField()
    made_at = models.DateTimeField()


class OutboxAttachment(Appended):
    """A file of a message."""

    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, related_name="attachments")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100, validators=[ONE_LINE])
    media_type = models.CharField(max_length=100, validators=[ONE_LINE])
    content = models.BinaryField()

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=["message", "place"], name="attachment_in_its_place"),
        )


class Attempt(Appended):
    """A worker is about to send. Of two that claim the same number, the database takes one."""

    message = models.ForeignKey(OutboxMessage, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20)
    begun_at = models.DateTimeField()
    lapses_at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["message", "number"], name="attempt_claimed_once"),
        )


class Outcome(Appended):
    """How an attempt ended. An attempt without one was cut off, and nobody knows."""

    class What(models.TextChoices):
        SENT = "sent"
        FAILED = "failed"

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="outcome")
    what = models.CharField(max_length=10, choices=What)
    reason = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField()
    retry_at = models.DateTimeField(null=True)


class Ending(Appended):
    """Nothing more will happen to this message."""

    class Why(models.TextChoices):
        SENT = "sent"
        DROPPED = "dropped"
        EXPIRED = "expired"
        GIVEN_UP = "given-up"

    message = models.OneToOneField(OutboxMessage, on_delete=models.PROTECT, related_name="ending")
    why = models.CharField(max_length=10, choices=Why)
    ended_at = models.DateTimeField()


class StaffTask(Appended):
    """Something that a person of the practice must see to."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60, validators=[ONE_LINE])
    about = models.CharField(max_length=100, validators=[ONE_LINE])
    words = models.CharField(max_length=300)
    message = models.ForeignKey(
        OutboxMessage, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class StaffTaskDone(Appended):
    """Somebody has seen to it, or (by nobody) there is nothing to see to any more.

    One row a task: the first who says so.
    """

    task = models.OneToOneField(StaffTask, on_delete=models.PROTECT, related_name="done")
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
