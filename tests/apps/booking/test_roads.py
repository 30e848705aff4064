"""A map's driving times in booking: asked for in time, remembered, and never waited for in a write.

The server is a real one on this machine; booking speaks to it as it does in a practice.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.db import transaction

from easeback.apps.booking import actions, roads
from easeback.apps.booking.facts import ClaimKind, Wanted
from easeback.apps.booking.models import Claim
from easeback.apps.booking.offers import ROSTERS, offers
from easeback.apps.booking.rosters import catalogue
from easeback.domain.booking import ByRoad, Mode, OpenSlots, Place, StraightLine, Wish
from easeback.domain.vocabulary import Span, moment, seconds
from tests.apps.booking.world import ANA, NEAR, NOW, at, open_world, therapist
from tests.interop.answering import sending, serving

AGAIN = seconds(NOW)
OTHER = Place(40.73, -74.01)
NEXT = seconds(at(1, 9))
pytestmark = pytest.mark.django_db(transaction=True)


class Server:
    """What is asked of it, and how long every drive takes."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.seconds: float | None = 50 * 60
        self.status = 200

    def __call__(self, to: BaseHTTPRequestHandler) -> None:
        places = urlsplit(to.path).path.rpartition("/")[2].split(";")
        self.asked.append(places)
        table = [[0 if a == b else self.seconds for b in places] for a in places]
        body = json.dumps({"code": "Ok", "durations": table}).encode()
        sending(self.status, body)(to)


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    server = Server()
    with serving(server) as port:
        settings.OSRM = f"http://127.0.0.1:{port}"
        roads.roads.cache_clear()
        yield server
    roads.roads.cache_clear()


@pytest.fixture(autouse=True)
def world() -> None:
    open_world()
    ROSTERS.forget()


def offered(place: Place = NEAR) -> OpenSlots:
    day = Span(NEXT, NEXT + 8 * 3600)
    service = catalogue().services["visit"]
    wish = Wish(service, day, frozenset({Mode.HOME}), place=place, therapist=str(therapist()))
    return offers(wish, catalogue(), at=NOW).slots


def first(place: Place = NEAR) -> int:
    return next(iter(offered(place))).start


def hold(start: int, place: Place, key: str) -> UUID:
    wanted = Wanted("visit", Mode.HOME, therapist(), moment(start), place=place)
    return actions.hold(wanted, key=key, at=NOW)


def test_without_a_map_nobody_is_asked(settings: Any) -> None:
    roads.roads.cache_clear()
    assert settings.OSRM == ""
    assert catalogue().travel == StraightLine()
    # 5.5 km: 17 minutes, and the next quarter of an hour.
    assert first() == NEXT + 30 * 60


def test_home_visits_are_offered_by_the_way_on_the_road(server: Server) -> None:
    # 50 minutes and 4 to park.
    assert first() == NEXT + 60 * 60
    assert server.asked == [["-74.0000,40.7200", "-74.0500,40.7000"]]


def test_the_same_way_is_asked_for_once(server: Server) -> None:
    for place in (NEAR, NEAR, Place(40.72001, -74.00004)):
        first(place)
    assert len(server.asked) == 1


def test_a_visit_is_held_with_the_way_that_was_offered_and_the_map_hears_of_no_write(
    server: Server,
) -> None:
    visit = hold(first(), NEAR, "1")
    start = first(OTHER)
    before = len(server.asked)
    other = hold(start, OTHER, "2")
    assert len(server.asked) == before
    (way,) = Claim.objects.filter(kind=ClaimKind.TRAVEL)
    assert way.visit_id in {visit, other}
    assert way.ends - way.starts == 54 * 60


def test_another_process_asks_before_its_transaction(server: Server) -> None:
    start = first()
    hold(start, NEAR, "1")
    server.asked.clear()
    roads.roads.cache_clear()  # As if it were another one.
    with pytest.raises(actions.SlotTaken):
        # By the straight line there would be time enough.
        hold(start + 60 * 60, OTHER, "2")
    assert len(server.asked) == 1


def test_a_move_asks_before_its_transaction(server: Server) -> None:
    start = first()
    hold(start, NEAR, "1")
    start += 4 * 60 * 60
    other = actions.confirm(hold(start, OTHER, "2"), ANA, key="3", at=NOW)
    server.asked.clear()
    roads.roads.cache_clear()  # As if it were another process.
    earlier = moment(start - 3 * 60 * 60)
    with pytest.raises(actions.SlotTaken):
        actions.move(other, earlier, key="4", by="patient", at=NOW)
    assert len(server.asked) == 1


def test_within_a_transaction_the_map_is_never_asked(server: Server) -> None:
    with transaction.atomic():
        assert first() == NEXT + 30 * 60
    assert server.asked == []


def test_what_was_promised_by_the_map_stands_when_the_map_is_gone(server: Server) -> None:
    hold(first(), NEAR, "1")
    start = first(OTHER)
    server.status = 500
    roads.roads.cache_clear()
    hold(start, OTHER, "2")
    assert len(server.asked) == 3


def test_a_map_that_fails_is_told_once_without_a_place_and_left_alone_for_a_while(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.status = 500
    caplog.set_level(logging.INFO, "easeback.apps.booking.roads")
    map_ = roads.roads()
    assert map_ is not None
    map_.look_up(NEAR, [OTHER], at=AGAIN)
    map_.look_up(NEAR, [OTHER], at=AGAIN + roads.PAUSE - 1)
    assert len(server.asked) == 1
    map_.look_up(NEAR, [OTHER], at=AGAIN + roads.PAUSE)
    assert len(server.asked) == 2
    (said,) = caplog.messages
    assert "status 500" in said
    assert not any(part in said for part in ("40.7", "74.0", "127.0.0.1"))
    server.status = 200
    map_.look_up(NEAR, [OTHER], at=AGAIN + 2 * roads.PAUSE)
    assert map_.known(NEAR, OTHER) == 50 * 60
    assert caplog.messages[1:] == ["Travel times come from the map again."]


def test_a_way_that_the_map_does_not_know_is_guessed_and_not_asked_for_again(
    server: Server,
) -> None:
    server.seconds = None
    assert first() == first() == NEXT + 30 * 60
    assert len(server.asked) == 1


def test_many_places_are_asked_for_in_a_few_tables_and_the_nearest_in_time_first() -> None:
    asked = []

    def table(places: Sequence[Place]) -> list[list[float]]:
        asked.append(list(places))
        return [[1.0] * len(places)] * len(places)

    others = [Place(41 + number / 100, -74) for number in range(500)]
    roads.Roads(table).look_up(NEAR, others, at=AGAIN)
    assert [len(places) for places in asked] == [roads.MOST_PLACES] * roads.MOST_TABLES
    assert asked[0] == [NEAR, *others[: roads.MOST_PLACES - 1]]


def test_what_is_remembered_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roads, "MOST_KEPT", 8)
    map_ = roads.Roads(lambda places: [[1.0] * len(places)] * len(places))
    for number in range(10):
        map_.look_up(NEAR, [Place(number, 0)], at=AGAIN)
    assert len(map_._known) == 8
    assert map_.known(NEAR, Place(9, 0)) == 1
    assert map_.known(NEAR, Place(0, 0)) is None


def test_the_terms_of_the_practice_stay_the_least(server: Server) -> None:
    server.seconds = 1
    assert isinstance(catalogue().travel, ByRoad)
    assert first() == NEXT + 30 * 60
