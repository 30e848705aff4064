"""The tables of booking.

`Claim` and `Blocked` count in whole UTC seconds, as `domain.booking` does: they are compared and
added, never shown. What people see (`Visit`) is kept as aware moments.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models

from easeback.apps.booking.facts import (
    ClaimKind,
    Flavor,
    Reading,
    ResourceKind,
    Status,
    WaitStatus,
)
from easeback.apps.booking.schedule import BadSchedule, schedule_of
from easeback.domain.booking import Mode, Part, Severity

MODES = [(mode.value, mode.value) for mode in Mode]


def every_mode() -> list[str]:
    return [mode.value for mode in Mode]


def sound_schedule(stored: object) -> None:
    from django.core.exceptions import ValidationError  # noqa: PLC0415  Only the admin needs it.

    try:
        schedule_of(stored)
    except BadSchedule as bad:
        raise ValidationError(str(bad)) from bad


class Resource(models.Model):
    """Whatever can be in one place at a time: a therapist, a room or bed, a patient.

    `version` grows with every change of its time, so what was worked out from it never goes stale.
    """

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ResourceKind])
    version = models.PositiveBigIntegerField(default=0)


class TherapistTime(models.Model):
    """When and where a therapist works; `schedule` as apps/booking/schedule.py has it.

    `account`: who signs in as this therapist, and so sees this time and may change it.
    `video`: the address of this therapist's own room for visits by video, if there is one.
    """

    resource = models.OneToOneField(Resource, models.PROTECT, primary_key=True, related_name="time")
    therapist = models.OneToOneField("practice.Therapist", models.PROTECT, related_name="+")
    zone = models.CharField(max_length=64)
    schedule = models.JSONField(default=dict, validators=[sound_schedule])
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    video = models.URLField(blank=True)

    def __str__(self) -> str:
        return f"{self.therapist}"


class Room(models.Model):
    """A room or bed for one visit at a time."""

    resource = models.OneToOneField(Resource, models.PROTECT, primary_key=True, related_name="room")
    name = models.CharField(max_length=80)
    tags = models.JSONField(default=list, blank=True)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Terms(models.Model):
    """How this practice books: one row. `releases` as [{severity, days_ahead, kept}]."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    speed_kmh = models.FloatField(default=35.0)
    winding = models.FloatField(default=1.35)
    parking = models.PositiveSmallIntegerField(default=4)
    releases = models.JSONField(default=list, blank=True)
    hold_minutes = models.PositiveSmallIntegerField(default=10)
    offer_minutes = models.PositiveSmallIntegerField(default=20)
    late_cancel_hours = models.PositiveSmallIntegerField(default=24)

    class Meta:
        verbose_name_plural = "terms"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="terms_there_is_one"),)

    def __str__(self) -> str:
        return "How this practice books"


class Service(models.Model):
    """What is booked: minutes, but `horizon` in days. `room_tags` empty (null): needs no room."""

    key = models.SlugField(primary_key=True, max_length=40)
    name_en = models.CharField(max_length=80)
    name_es = models.CharField(max_length=80)
    length = models.PositiveSmallIntegerField()
    modes = models.JSONField(default=every_mode)
    preparation = models.PositiveSmallIntegerField(default=0)
    clean_up = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=15)
    notice = models.PositiveIntegerField(default=60)
    horizon = models.PositiveSmallIntegerField(default=60)
    room_tags = models.JSONField(null=True, blank=True)
    terms = models.ForeignKey(Terms, models.PROTECT, default=Terms.ONLY, related_name="+")

    def __str__(self) -> str:
        return self.name_en


class Patient(models.Model):
    """Somebody who has booked, as far as booking needs to know them."""

    resource = models.OneToOneField(Resource, models.PROTECT, primary_key=True, related_name="+")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="en")
    zone = models.CharField(max_length=64)


class Course(models.Model):
    """A patient's run of visits with one therapist; the patient is known once one is confirmed.

    `goes_on`: the course with another therapist that it was handed over into; from then on nothing
    is booked in this one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    patient = models.ForeignKey(Patient, models.PROTECT, null=True, related_name="courses")
    therapist = models.ForeignKey(TherapistTime, models.PROTECT, related_name="courses")
    severity = models.PositiveSmallIntegerField(choices=[(s.value, s.label) for s in Severity])
    begun_at = models.DateTimeField()
    goes_on = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")


class Visit(models.Model):
    """One appointment. `version` grows with every change: what was sent about an older is stale."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    course = models.ForeignKey(Course, models.PROTECT, related_name="visits")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    mode = models.CharField(max_length=10, choices=MODES)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.ForeignKey(Room, models.PROTECT, null=True, related_name="+")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    address = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=12, unique=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = (models.Index(fields=["starts_at"], name="visit_by_start"),)


class VisitStatus(models.Model):
    """What became of a visit, when, and by whom; the latest row counts."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=12, choices=[(s.value, s.value) for s in Status])
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        indexes = (models.Index(fields=["visit", "-id"], name="visit_status_latest"),)


class Claim(models.Model):
    """That a resource is taken: THE guard. Two claims of one resource never overlap (guard.py).

    UTC seconds, half-open. `held_until`: it falls away then, unless the visit was confirmed.
    """

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="+")
    starts = models.BigIntegerField()
    ends = models.BigIntegerField()
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="claims")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ClaimKind])
    held_until = models.BigIntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="claim_takes_time"
            ),
        )
        indexes = (
            models.Index(fields=["resource", "starts"], name="claim_by_resource"),
            models.Index(
                fields=["held_until"],
                condition=models.Q(held_until__isnull=False),
                name="claim_held_until",
            ),
        )


class Blocked(models.Model):
    """Time that is not offered, though nobody booked it: time off, a foreign calendar.

    It blocks offers and never breaks a promise, so it may overlap claims.
    """

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="+")
    starts = models.BigIntegerField()
    ends = models.BigIntegerField()
    source = models.CharField(max_length=40)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=["resource", "starts"], name="blocked_by_resource"),)


class FeedAddress(models.Model):
    """An address at which whoever has it reads a therapist's visits; only its hash is kept.

    Of each flavor a therapist has at most one that has not ended.
    """

    therapist = models.ForeignKey(TherapistTime, models.PROTECT, related_name="+")
    flavor = models.CharField(max_length=10, choices=[(f.value, f.value) for f in Flavor])
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")


class FeedAddressEnd(models.Model):
    """From then on nothing is read at the address."""

    address = models.OneToOneField(FeedAddress, models.PROTECT, related_name="end")
    ended_at = models.DateTimeField()
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")


class ExternalCalendar(models.Model):
    """A calendar elsewhere that says when a therapist is busy.

    `sealed` is its address, encrypted, for whoever has it reads that calendar; `mark` tells that an
    address is here already. Its row goes when it is removed: nothing of it is kept.
    """

    therapist = models.ForeignKey(TherapistTime, models.PROTECT, related_name="+")
    host = models.CharField(max_length=253)
    sealed = models.TextField()
    mark = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["therapist", "mark"], name="calendar_added_once"),
        )


class CalendarAttempt(models.Model):
    """A worker reads the calendar. Of two that claim the same number, the database takes one."""

    calendar = models.ForeignKey(ExternalCalendar, models.CASCADE, related_name="attempts")
    number = models.PositiveBigIntegerField()
    begun_at = models.DateTimeField()
    lapses_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["calendar", "number"], name="calendar_claimed_once"),
        )


class CalendarOutcome(models.Model):
    """How an attempt ended, and when the next is due.

    Of a good one: how many busy times there are, up to when and in which zone they were laid out,
    and by what an unchanged file is known the next time.
    """

    attempt = models.OneToOneField(CalendarAttempt, models.CASCADE, related_name="outcome")
    what = models.CharField(max_length=10, choices=[(r.value, r.value) for r in Reading])
    reason = models.CharField(max_length=100, blank=True)
    ended_at = models.DateTimeField()
    next_at = models.DateTimeField()
    busy = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)
    zone = models.CharField(max_length=64, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)


class SharedAnswers(models.Model):
    """What a person shares with the therapist of a visit; gone when they take it back."""

    visit = models.OneToOneField(Visit, models.CASCADE, primary_key=True, related_name="+")
    answers = models.JSONField()
    urgency = models.CharField(max_length=20)
    rules = models.JSONField()
    plan = models.JSONField()
    knowledge_version = models.CharField(max_length=64)


class ShareConsent(models.Model):
    """That sharing was agreed to, or ended; nothing of what was shared."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+")
    is_given = models.BooleanField()
    at = models.DateTimeField()


class Waiting(models.Model):
    """Somebody who waits for an earlier visit, and what would suit them.

    `visit`: the promised one that would be replaced. `seen`: the free starts that they had before
    them when they chose to wait, as {therapist: [[first, last], ...]}: these are not offered.
    `site`: where the pages are reached, for mail that is written when nobody asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="en")
    zone = models.CharField(max_length=64)
    severity = models.PositiveSmallIntegerField(choices=[(s.value, s.label) for s in Severity])
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    modes = models.JSONField(default=every_mode)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    address = models.CharField(max_length=300, blank=True)
    part = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Part])
    first_on = models.DateField()
    last_on = models.DateField()
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    seen = models.JSONField(default=dict)
    site = models.CharField(max_length=200)
    since = models.DateTimeField()


class Offer(models.Model):
    """One visit held for one who waits. `number` counts their offers: two workers that offer the
    next one at once write the same number, and the database takes one."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    waiting = models.ForeignKey(Waiting, models.PROTECT, related_name="offers")
    number = models.PositiveSmallIntegerField()
    visit = models.OneToOneField(Visit, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["waiting", "number"], name="offer_one_at_a_time"),
        )


class WaitingStatus(models.Model):
    """What became of somebody who waits, when, and by whom; the latest row counts."""

    waiting = models.ForeignKey(Waiting, models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in WaitStatus])
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        indexes = (models.Index(fields=["waiting", "-id"], name="wait_status_latest"),)


class Write(models.Model):
    """A write that was done, by its idempotency key: the same key gets the same answer again.

    `page`: the writes that one page made find each other by it.
    """

    key = models.CharField(primary_key=True, max_length=200)
    request_hash = models.CharField(max_length=64)
    answer = models.JSONField()
    page = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = (
            models.Index(fields=["page"], condition=~models.Q(page=""), name="write_by_page"),
        )
