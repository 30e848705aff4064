"""A course of the small practice of the booking tests, whose therapists sign in."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import Group

from easeback.apps.accounts.models import User
from easeback.apps.booking import queries, timetables
from easeback.apps.booking.facts import CourseFacts
from easeback.apps.booking.models import TherapistTime
from easeback.apps.care.facts import About, Kind, Signer
from easeback.apps.care.roles import FRONT_DESK, LEAD
from tests.apps.booking.world import at, open_world, promised

NOTE: dict[str, Any] = {
    "pain-before": 6,
    "pain-after": 4,
    "interventions": [{"intervention": "soft-tissue", "intervention-minutes": 15}],
    "response": "better",
    "adverse": "none",
}


def open_record_world() -> CourseFacts:
    """Ann and Bea sign in; Ana has a visit with Ann tomorrow week at nine: her course."""
    open_world()
    for name in ("Ann", "Bea"):
        account = User.objects.create_user(name.lower(), is_staff=True)
        TherapistTime.objects.filter(therapist__name=name).update(account=account)
    return course_of(promised(at(2, 9)))


def course_of(visit: UUID) -> CourseFacts:
    course = timetables.course(queries.known_visit(visit).course)
    assert course is not None
    return course


def account(name: str) -> User:
    return User.objects.get(username=name)


def lead() -> User:
    return account_with_role("lena", LEAD)


def front_desk() -> User:
    return account_with_role("fay", FRONT_DESK)


def owner() -> User:
    return account_with_role("otto", owner=True)


def signer(name: str = "ann") -> Signer:
    return Signer(account(name).pk, name.title())


def note_of(course: CourseFacts) -> About:
    return About(course.id, queries.visits_of(course.id)[0].id, Kind.VISIT_NOTE)


def account_with_role(name: str, role: str = "", *, owner: bool = False) -> User:
    """Somebody of the staff; a therapist has no role of their own."""
    user = User.objects.create_user(name, is_staff=True, is_superuser=owner)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def new_key() -> UUID:
    return uuid4()
