"""Being asked again: each question once, answered once, and never after "stop"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest

from easeback.apps.notifications.actions import send_due
from easeback.apps.notifications.channels import DemonstrationPage, NotDelivered
from easeback.apps.notifications.facts import Mail, Message, MessageRefused, Way
from easeback.apps.notifications.models import Destination, Ending, OutboxMessage, StaffTask
from easeback.apps.selfcare import actions, following, queries
from easeback.apps.selfcare.facts import AnswerFacts, AskedBy, CheckInFacts, Ended
from easeback.apps.selfcare.following import AlreadyAnswered, Reported, Told
from easeback.apps.selfcare.models import CheckIn, FollowUp
from easeback.apps.selfcare.places import about, forget_old_places
from easeback.domain.diary import Entry
from easeback.domain.followup import Compared, Step
from easeback.domain.vocabulary import Language
from tests.apps.selfcare.test_diary import ZONE, somebody
from tests.pushed import Phone

pytestmark = pytest.mark.django_db
BEGAN = datetime(2027, 3, 1, 15, tzinfo=UTC)
DAY = timedelta(days=1)
EMAIL = "ana@example.org"


@pytest.fixture
def ana() -> UUID:
    return somebody()


SAID = Reported(pain=6, is_first=False, zone=ZONE, language="en")


def begun(account: UUID, *, pain: int = 6) -> UUID:
    follow_up = following.begin(account, replace(SAID, pain=pain), opened_by=uuid4(), at=BEGAN)
    assert follow_up is not None
    return follow_up


def letters(check_in: CheckInFacts) -> Iterator[tuple[Message, datetime]]:
    for kind, due_at in (("first", check_in.due_at), ("repeat", check_in.repeat_at)):
        assert due_at is not None
        yield (
            Message(
                key=f"check-in:{check_in.id}:{kind}",
                kind=f"check-in-{kind}",
                recipient=check_in.recipient,
                way=check_in.way,
                language=Language.ENGLISH,
                subject=kind,
                body=f"{check_in.id}\nhttps://relief.example/check/1",
                about=about(check_in.id),
                useful_until=check_in.ends_at,
                asks_staff=False,
            ),
            due_at,
        )


def by_mail(follow_up: UUID, *, at: datetime = BEGAN, email: str = EMAIL) -> int:
    return asked_by(follow_up, Way.MAIL, email, at=at)


def asked_by(follow_up: UUID, way: Way, place: str, *, at: datetime = BEGAN) -> int:
    return following.ask_by(follow_up, way, place, site="http://testserver", words=letters, at=at)


def answered(
    check_in: UUID, *, at: datetime, entries: Sequence[Entry] = (), **said: Any
) -> AnswerFacts:
    told = Told(**{"compared": Compared.BETTER, "pain": 3, **said})
    return following.answer(check_in, told, entries=entries, at=at)


class Postbox:
    """Takes mail, or refuses all of it."""

    name = "mail"

    def __init__(self, *, refuses: bool = False) -> None:
        self.subjects: list[str] = []
        self.recipients: list[str] = []
        self.refuses = refuses

    def __call__(self, mail: Mail) -> None:
        if self.refuses:
            raise NotDelivered("refused", for_good=True)
        self.subjects.append(mail.subject)
        self.recipients.append(mail.recipient)


def test_all_questions_stand_from_the_beginning(ana: UUID) -> None:
    begun(ana, pain=8)
    steps = CheckIn.objects.order_by("due_at").values_list("step", flat=True)
    assert list(steps) == [step.value for step in Step]


def test_one_flare_is_followed_once(ana: UUID) -> None:
    page = uuid4()
    assert following.begin(ana, SAID, opened_by=page, at=BEGAN) is not None
    assert following.begin(ana, SAID, opened_by=page, at=BEGAN) is None
    assert following.begin(ana, SAID, opened_by=uuid4(), at=BEGAN + DAY) is None
    assert FollowUp.objects.count() == 1


def test_a_new_flare_takes_the_place_of_an_old_one(ana: UUID) -> None:
    begun(ana)
    later = BEGAN + 15 * DAY
    assert following.begin(ana, SAID, opened_by=uuid4(), at=later) is not None
    due = following.due_for(ana, at=later + DAY)
    assert due is not None
    assert due.step is Step.DAY_1


def test_nobody_who_said_stop_is_asked_again_for_the_same_flare(ana: UUID) -> None:
    following.end(begun(ana), Ended.STOPPED, at=BEGAN + DAY)
    assert following.begin(ana, SAID, opened_by=uuid4(), at=BEGAN + 2 * DAY) is None
    assert following.begin(ana, SAID, opened_by=uuid4(), at=BEGAN + 20 * DAY) is not None


def test_a_question_is_there_from_when_it_is_due_until_the_next(ana: UUID) -> None:
    begun(ana)
    assert following.due_for(ana, at=BEGAN + timedelta(hours=23)) is None
    due = following.due_for(ana, at=BEGAN + DAY)
    assert due is not None
    assert due.step is Step.DAY_1
    later = following.due_for(ana, at=BEGAN + 3 * DAY)
    assert later is not None
    assert later.step is Step.DAY_3
    assert following.due_for(ana, at=BEGAN + 36 * DAY) is None


def test_each_question_is_mailed_once_and_repeated_once(ana: UUID) -> None:
    assert by_mail(begun(ana)) == 10
    box = Postbox()
    for hours in range(0, 37 * 24, 6):
        send_due(at=BEGAN + timedelta(hours=hours), send=box)
    assert box.subjects == ["first", "repeat"] * 5


def test_an_answer_lets_go_of_the_repeat_only(ana: UUID) -> None:
    by_mail(begun(ana))
    box = Postbox()
    send_due(at=BEGAN + DAY, send=box)
    due = following.due_for(ana, at=BEGAN + DAY)
    assert due is not None
    answered(due.id, at=BEGAN + DAY)
    for hours in range(24, 37 * 24, 6):
        send_due(at=BEGAN + timedelta(hours=hours), send=box)
    assert box.subjects == ["first", *(["first", "repeat"] * 4)]


@pytest.mark.parametrize("why", [Ended.STOPPED, Ended.USUAL])
def test_nothing_is_asked_after_the_end(ana: UUID, why: Ended) -> None:
    follow_up = begun(ana)
    by_mail(follow_up)
    following.end(follow_up, why, at=BEGAN + DAY / 2)
    following.end(follow_up, Ended.RECOVERED, at=BEGAN + DAY)
    box = Postbox()
    send_due(at=BEGAN + 2 * DAY, send=box)
    assert box.subjects == []
    assert following.due_for(ana, at=BEGAN + DAY) is None
    assert by_mail(follow_up, at=BEGAN + DAY) == 0


def test_back_to_usual_ends_it(ana: UUID) -> None:
    by_mail(begun(ana))
    due = following.due_for(ana, at=BEGAN + DAY)
    assert due is not None
    assert answered(due.id, at=BEGAN + DAY, is_usual=True, pain=1).rules == ()
    assert following.open_one(ana, at=BEGAN + DAY) is None
    assert Ending.objects.filter(why=Ending.Why.DROPPED).count() == 10


def test_back_to_usual_ends_nothing_while_something_is_alarming(ana: UUID) -> None:
    begun(ana)
    due = following.due_for(ana, at=BEGAN + DAY)
    assert due is not None
    answered(due.id, at=BEGAN + DAY, is_usual=True, alarmed=True)
    assert following.open_one(ana, at=BEGAN + DAY) is not None


def test_back_to_usual_is_not_believed_of_a_back_that_is_worse(ana: UUID) -> None:
    begun(ana)
    due = following.due_for(ana, at=BEGAN + DAY)
    assert due is not None
    said = answered(due.id, at=BEGAN + DAY, compared=Compared.WORSE, pain=10, is_usual=True)
    assert (said.is_usual, said.rules) == (False, ("worse-early",))
    assert following.open_one(ana, at=BEGAN + DAY) is not None


def test_an_alarm_meets_no_rule_that_could_wait_for_days(ana: UUID) -> None:
    begun(ana)
    due = following.due_for(ana, at=BEGAN + DAY)
    assert due is not None
    said = answered(due.id, at=BEGAN + DAY, compared=None, pain=None, alarmed=True)
    assert (said.rules, said.compared, said.pain) == ((), None, None)


def test_a_week_of_next_to_no_pain_ends_it(ana: UUID) -> None:
    begun(ana)
    due = following.due_for(ana, at=BEGAN + 14 * DAY)
    assert due is not None
    calm = [Entry(BEGAN + timedelta(days=days), 0) for days in (7, 9, 12)]
    answered(due.id, at=BEGAN + 14 * DAY, pain=0, entries=calm)
    assert following.open_one(ana, at=BEGAN + 14 * DAY) is None


def test_the_first_answer_stands(ana: UUID) -> None:
    begun(ana)
    due = following.due_for(ana, at=BEGAN + DAY)
    assert due is not None
    answered(due.id, at=BEGAN + DAY, compared=Compared.WORSE)
    with pytest.raises(AlreadyAnswered):
        answered(due.id, at=BEGAN + DAY)
    kept = following.answer_of(due.id)
    assert kept is not None
    assert kept.rules == ("worse-early",)


def test_a_second_flare_in_three_months_is_told(ana: UUID) -> None:
    begun(ana)
    due = following.due_for(ana, at=BEGAN + DAY)
    assert due is not None
    lately = [
        Entry(BEGAN - timedelta(days=days), pain, flare=flare)
        for days, pain, flare in ((80, 7, True), (79, 2, False), (0, 7, True))
    ]
    assert answered(due.id, at=BEGAN + DAY, entries=lately).rules == ("second-flare",)


def test_one_long_flare_is_not_two(ana: UUID) -> None:
    begun(ana)
    due = following.due_for(ana, at=BEGAN + 14 * DAY)
    assert due is not None
    days = [*((-day, 2, None) for day in range(1, 8)), (0, 7, True), (1, 6, None), (14, 6, None)]
    lately = [Entry(BEGAN + timedelta(days=day), pain, flare=flare) for day, pain, flare in days]
    said = answered(due.id, at=BEGAN + 14 * DAY, pain=6, entries=lately)
    assert "second-flare" not in said.rules


def test_another_address_takes_the_place_of_the_first(ana: UUID) -> None:
    follow_up = begun(ana)
    by_mail(follow_up)
    by_mail(follow_up, email="other@example.org")
    assert set(OutboxMessage.objects.values_list("recipient", flat=True)) == {"other@example.org"}
    assert by_mail(follow_up, email="other@example.org") == 10
    assert OutboxMessage.objects.count() == 10


def test_what_is_past_is_not_mailed_any_more(ana: UUID) -> None:
    assert by_mail(begun(ana), at=BEGAN + 9 * DAY) == 4


def test_a_question_that_does_not_arrive_is_nobodys_task(ana: UUID) -> None:
    by_mail(begun(ana))
    send_due(at=BEGAN + DAY, send=Postbox(refuses=True))
    send_due(at=BEGAN + 20 * DAY, send=Postbox())
    assert not StaffTask.objects.exists()


def test_erasing_takes_the_questions_and_their_mail_along(ana: UUID) -> None:
    by_mail(begun(ana))
    send_due(at=BEGAN + DAY, send=DemonstrationPage())
    due = following.due_for(ana, at=BEGAN + DAY)
    assert due is not None
    answered(due.id, at=BEGAN + DAY)
    actions.erase(ana)
    assert not OutboxMessage.objects.exists()
    assert not FollowUp.objects.exists()
    assert queries.entries_of(ana, ZONE) == ()


NUMBER = "+19735550199"
PLACES = {
    Way.MAIL: EMAIL,
    Way.PUSH: Phone().subscription("https://push.example/ana"),
    Way.TEXT: NUMBER,
}
WAYS = pytest.mark.parametrize("way", [Way.PUSH, Way.TEXT])


@pytest.mark.parametrize("way", Way)
def test_each_question_is_asked_once_and_repeated_once_by_any_way(ana: UUID, way: Way) -> None:
    follow_up = begun(ana)
    assert asked_by(follow_up, way, PLACES[way]) == 10
    box = Postbox()
    for hours in range(0, 37 * 24, 6):
        send_due(at=BEGAN + timedelta(hours=hours), send=box)
    assert box.subjects == ["first", "repeat"] * 5
    assert set(box.recipients) == {PLACES[way]}
    assert {each.way for each in OutboxMessage.objects.all()} == {way.value}


@pytest.mark.parametrize("way", Way)
def test_the_same_place_again_changes_nothing(ana: UUID, way: Way) -> None:
    follow_up = begun(ana)
    asked_by(follow_up, way, PLACES[way])
    before = set(OutboxMessage.objects.values_list("pk", "recipient"))
    assert asked_by(follow_up, way, PLACES[way]) == 10
    assert set(OutboxMessage.objects.values_list("pk", "recipient")) == before


@pytest.mark.parametrize(("before", "after"), list(permutations(Way, 2)))
def test_another_way_forgets_all_of_the_one_before(ana: UUID, before: Way, after: Way) -> None:
    follow_up = begun(ana)
    asked_by(follow_up, before, PLACES[before])
    box = Postbox()
    send_due(at=BEGAN + DAY, send=box)
    assert asked_by(follow_up, after, PLACES[after], at=BEGAN + DAY + timedelta(minutes=1)) == 9
    assert {each.way for each in OutboxMessage.objects.all()} == {after.value}
    assert set(Destination.objects.values_list("way", flat=True)) == {after.value} - {"mail"}
    assert following.asked_by(follow_up) == AskedBy(after, PLACES[after])
    row = FollowUp.objects.get(pk=follow_up)
    assert (row.email != "", row.destination is None) == (after is Way.MAIL, after is Way.MAIL)
    send_due(at=BEGAN + 2 * DAY, send=box)
    assert box.recipients == [PLACES[before], PLACES[after]]


@WAYS
@pytest.mark.parametrize("why", Ended)
def test_with_the_end_goes_where_it_went_to(ana: UUID, way: Way, why: Ended) -> None:
    follow_up = begun(ana)
    asked_by(follow_up, way, PLACES[way])
    following.end(follow_up, why, at=BEGAN)
    assert not Destination.objects.exists()
    assert following.asked_by(follow_up) == AskedBy(way, "")
    box = Postbox()
    send_due(at=BEGAN + DAY, send=box)
    assert box.subjects == []


@pytest.mark.parametrize("way", Way)
def test_after_the_end_nothing_is_kept_of_whoever_asks_to_be_asked(ana: UUID, way: Way) -> None:
    follow_up = begun(ana)
    following.end(follow_up, Ended.STOPPED, at=BEGAN)
    assert asked_by(follow_up, way, PLACES[way]) == 0
    assert not Destination.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert FollowUp.objects.get(pk=follow_up).email == ""


@pytest.mark.parametrize(
    ("way", "place"),
    [
        (Way.MAIL, "ana"),
        (Way.MAIL, NUMBER),
        (Way.PUSH, EMAIL),
        (Way.PUSH, NUMBER),
        (Way.TEXT, EMAIL),
        (Way.TEXT, "9735550199"),
    ],
)
def test_a_place_must_fit_its_way_and_a_wrong_one_leaves_the_old(
    ana: UUID, way: Way, place: str
) -> None:
    follow_up = begun(ana)
    by_mail(follow_up)
    with pytest.raises(MessageRefused):
        asked_by(follow_up, way, place)
    assert following.asked_by(follow_up) == AskedBy(Way.MAIL, EMAIL)
    assert OutboxMessage.objects.filter(recipient=EMAIL).count() == 10


@WAYS
def test_erasing_takes_where_it_went_to_along(ana: UUID, way: Way) -> None:
    asked_by(begun(ana), way, PLACES[way])
    actions.erase(ana)
    assert not Destination.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_what_is_taken_along_says_how_they_are_asked(ana: UUID) -> None:
    follow_up = begun(ana)
    asked_by(follow_up, Way.TEXT, NUMBER)
    (told,) = following.everything_of(ana)
    assert (told["asked_by"], told["number"], told["email"]) == ("text", NUMBER, "")
    asked_by(follow_up, Way.PUSH, PLACES[Way.PUSH])
    assert "push.example" not in str(following.everything_of(ana))


@WAYS
def test_once_the_last_question_is_over_where_it_went_is_erased(ana: UUID, way: Way) -> None:
    follow_up = begun(ana)
    asked_by(follow_up, way, PLACES[way])
    over_at = CheckIn.objects.latest("ends_at").ends_at
    assert forget_old_places(at=over_at - timedelta(seconds=1)) == 0
    assert Destination.objects.exists()
    assert forget_old_places(at=over_at) == 1
    assert not Destination.objects.exists()
    assert following.asked_by(follow_up) == AskedBy(way, "")
    assert forget_old_places(at=over_at) == 0
