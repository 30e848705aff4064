"""The tables of the record. All but drafts are written once; what people tell is sealed."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from easeback.apps.accounts.codes import TypedCode
from easeback.apps.accounts.sealing import SealedTextField
from easeback.apps.audit.appended import Appended


class Draft(models.Model):
    """What somebody is writing, and has not signed: no part of the record yet.

    `about` is the visit, or the course, that the document is about. `posted` is the form as it was
    sent, as JSON. `version` grows with every save. `by`: "patient", on a browser that has shown
    to be theirs; "patient:" and the mark of one that has not; or "staff:" and the account.
    """

    about = models.UUIDField()
    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    course = models.UUIDField(db_index=True)
    posted = SealedTextField()
    version = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["about", "kind", "by"], name="draft_one_each"),
        )


class IntakeCode(TypedCode):
    """A code was mailed to the address of a course; only hashes of it and of the browser's mark."""

    browser_hash = models.CharField(max_length=64, unique=True)
    course = models.UUIDField(db_index=True)


class Document(Appended):
    """A document as it was signed, or as a patient has sent it (`signed_by` is nobody then).

    `id` names the signing, so that a double click signs once. `content` is JSON, by the outline
    `kind` of the knowledge of that version. `number` counts those of a kind about one thing: what
    is signed is corrected by an addendum, so only what a patient sends has a second one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField(db_index=True)
    about = models.UUIDField()
    kind = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    content = SealedTextField()
    knowledge_version = models.CharField(max_length=64)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_as = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["about", "kind", "number"], name="document_signed_once"
            ),
        )


class Addendum(Appended):
    """What was added to a signed document later. `id` names the write."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    document = models.ForeignKey(Document, models.PROTECT, related_name="addenda")
    text = SealedTextField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=120)
    at = models.DateTimeField()


class Measure(Appended):
    """What a document scores on an instrument: numbers alone, so that a practice can be counted.

    `instrument`: one of ours, or the id of a questionnaire whose words the practice has brought.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="measures")
    course = models.UUIDField(db_index=True)
    instrument = models.CharField(max_length=20)
    value = models.FloatField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["document", "instrument"], name="measured_once"),
        )


class AdverseEvent(Appended):
    """That a signed document tells of an adverse event; not which, nor how bad it was."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    course = models.UUIDField(db_index=True)
    at = models.DateTimeField(db_index=True)


class Opening(Appended):
    """A lead has opened the record of a colleague's course: why, and until when it is open."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = SealedTextField()
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        permissions = (("open_any_record", "Can open any record, with a reason that is kept"),)


class Transfer(Appended):
    """A course was handed to another therapist, in a course of its own, and why."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField(unique=True)
    goes_on = models.UUIDField(unique=True)
    reason = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class PublishedProgram(Appended):
    """A home program as its therapist published it. `id` names the publication.

    `content` is JSON: the items and the two rules of the whole, as the domain has them. The latest
    `number` of a course is what is asked; `published_on` is the day by the patient's own clock.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    content = SealedTextField()
    knowledge_version = models.CharField(max_length=64)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_as = models.CharField(max_length=120)
    published_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["course", "number"], name="program_numbered_once"),
        )


class Telling(Appended):
    """What a patient told of one exercise on one day. `id` names the telling.

    `told` is JSON: whether it was done, the light, and pain before, during and after.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField(db_index=True)
    item = models.CharField(max_length=80)
    on = models.DateField()
    told = SealedTextField()
    at = models.DateTimeField()


class RoutineDay(Appended):
    """That on a day something of the home program was told as done; not what, nor how it went."""

    course = models.UUIDField()
    on = models.DateField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["course", "on"], name="routine_day_once"),)


class Look(Appended):
    """The therapist has looked at the red lights of an item up to the day `red_on`."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField(db_index=True)
    item = models.CharField(max_length=80)
    red_on = models.DateField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class FlareMark(Appended):
    """A patient says on the program's page that a flare-up has begun, or that it is over."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField(db_index=True)
    on = models.DateField()
    began = models.BooleanField()
    at = models.DateTimeField()


class Attended(Appended):
    """A therapist has seen to a reason why the patient of a course needed something of them.

    `id` names the write. `reason` as `domain.attention` names it; `up_to`: the moment up to which
    they knew of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=20)
    up_to = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Message(Appended):
    """What a patient wrote to the therapist of a course, or a therapist to them. `id` names the
    write.

    `by`: who of the staff wrote it; nobody: the patient. Of a whole line of courses each `at` is
    later than the one before, so a later one was never written earlier.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField()
    text = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["course", "at"], name="message_in_order"),
            models.Index(fields=["at"], name="message_by_time"),
        )


class MessageReading(Appended):
    """The therapist, or the patient (`by` is nobody then), has read all messages up to `up_to`.

    `settles`: the therapist has answered what stood there then, or says that it needs no answer.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.UUIDField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    up_to = models.DateTimeField()
    settles = models.BooleanField(default=False)
    at = models.DateTimeField()


class OwnExercise(Appended):
    """A version of an exercise of the practice's own. `id` names the write, and the version in the
    programs that use it.

    `content` is JSON, as the domain has it. The latest `number` of an `exercise` is what it is now;
    while that is withdrawn, it comes into no program anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    exercise = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    withdrawn = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["exercise", "number"], name="own_numbered_once"),
        )
