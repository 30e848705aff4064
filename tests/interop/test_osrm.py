"""Driving times come from the practice's own server, checked, in time, and from nowhere else."""

import json
import socket
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from easeback.domain.booking import Place
from easeback.interop.osrm import MOST, NoTable, Osrm, Table
from tests.interop.answering import Answer, sending, serving

HERE, THERE = Place(40.712812345, -74.006), Place(40.75, -73.98765432)
GOOD = {"code": "Ok", "durations": [[0, 612.4], [598, 0.0]]}


def asked(answer: Answer, timeout: float = 5, places: tuple[Place, ...] = (HERE, THERE)) -> Table:
    with serving(answer) as port:
        return Osrm(f"http://127.0.0.1:{port}", timeout).table(places)


def saying(value: Any) -> Answer:
    return sending(body=json.dumps(value).encode())


def test_a_table_is_asked_for_by_longitude_and_latitude() -> None:
    paths = []

    def answer(to: BaseHTTPRequestHandler) -> None:
        paths.append(to.path)
        saying(GOOD)(to)

    assert asked(answer) == [[0, 612.4], [598, 0.0]]
    way = "-74.0060,40.7128;-73.9877,40.7500"
    assert paths == [f"/table/v1/driving/{way}?annotations=duration"]


def test_a_place_that_no_road_leads_to_is_none() -> None:
    assert asked(saying({"code": "Ok", "durations": [[0, None], [None, 0]]}))[0][1] is None


def test_as_many_places_as_a_server_takes_fit_into_one_answer() -> None:
    table = [[86_399.9] * MOST] * MOST
    places = tuple(Place(number / 100, 0) for number in range(MOST))
    assert asked(saying({"code": "Ok", "durations": table}), places=places) == table


WRONG: dict[str, Any] = {
    "a list": [],
    "no code": {"durations": GOOD["durations"]},
    "not Ok": {**GOOD, "code": "NoTable"},
    "no durations": {"code": "Ok"},
    "too few": {"code": "Ok", "durations": [[0, 1]]},
    "ragged": {"code": "Ok", "durations": [[0, 1], [1]]},
    "words": {"code": "Ok", "durations": [[0, "1"], [1, 0]]},
    "true": {"code": "Ok", "durations": [[0, True], [1, 0]]},
    "negative": {"code": "Ok", "durations": [[0, -1], [1, 0]]},
    "longer than a day": {"code": "Ok", "durations": [[0, 90_000], [1, 0]]},
    "huge": {"code": "Ok", "durations": [[0, 10**400], [1, 0]]},
    "endless": {"code": "Ok", "durations": [[0, float("inf")], [1, 0]]},
    "none": {"code": "Ok", "durations": [[0, float("nan")], [1, 0]]},
}


@pytest.mark.parametrize("value", WRONG.values(), ids=WRONG)
def test_a_wrong_answer_is_none(value: Any) -> None:
    with pytest.raises(NoTable):
        asked(saying(value))


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_no_answer(body: bytes) -> None:
    with pytest.raises(NoTable):
        asked(sending(body=body))


@pytest.mark.parametrize("status", [204, 400, 404, 429, 500])
def test_a_refusal_is_told_by_its_number(status: int) -> None:
    with pytest.raises(NoTable, match=str(status)):
        asked(sending(status, b"{}"))


def test_a_redirect_is_not_followed() -> None:
    seen = []

    def answer(to: BaseHTTPRequestHandler) -> None:
        seen.append(to.path)
        sending(302, b"", Location="/elsewhere")(to)

    with pytest.raises(NoTable, match="redirects"):
        asked(answer)
    assert len(seen) == 1


def test_a_giant_answer_is_not_read_to_its_end() -> None:
    with pytest.raises(NoTable, match="bytes"):
        asked(sending(body=b" " * 2_000_000))


@pytest.mark.parametrize("part", ["before", "within"])
def test_a_slow_server_is_left_in_time(part: str) -> None:
    def answer(to: BaseHTTPRequestHandler) -> None:
        if part == "within":
            to.send_response(200)
            to.end_headers()
        for _ in range(40):
            to.wfile.write(b" ")
            time.sleep(0.1)

    began = time.monotonic()
    with pytest.raises(NoTable):
        asked(answer, timeout=0.3)
    assert time.monotonic() - began < 6  # The server's own four seconds are in it.


def test_a_name_that_takes_long_to_look_up_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(*_: object, **__: object) -> list[object]:
        time.sleep(3)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    began = time.monotonic()
    with pytest.raises(NoTable, match="too slow"):
        Osrm("http://osrm.example:5000", 0.2).table([HERE, THERE])
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("url", ["http://93.184.216.34", "https://93.184.216.34:5000"])
def test_a_server_that_the_whole_world_reaches_is_never_told_where_a_patient_lives(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*_: object, **__: object) -> None:
        raise AssertionError("spoken to")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(NoTable, match="out of the private network"):
        Osrm(url, 5).table([HERE, THERE])


def test_a_name_with_one_public_address_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    two = [(2, 1, 6, "", (ip, 80)) for ip in ("10.0.0.1", "93.184.216.34")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: two)
    with pytest.raises(NoTable, match="out of the private network"):
        Osrm("http://osrm.example", 5).table([HERE, THERE])


def test_nobody_there_is_told_without_address_or_place() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(NoTable) as failure:
        Osrm(f"http://127.0.0.1:{port}", 5).table([HERE, THERE])
    assert str(failure.value) == "ConnectionRefusedError"
