"""The therapist's side: CPU of a patient's page with two years of data and of saving a program; how
long documents and a program take to type, by a keystroke-level model of the rendered forms."""

import argparse
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid4

import time_machine
import yaml

from benchmarks.in_process import django_ready

django_ready()

from django.db import connection  # noqa: E402  Django must be set up before.
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from benchmarks.diary_page import write_entries  # noqa: E402
from benchmarks.typing import Counted, typed  # noqa: E402
from easeback.apps.accounts.devices import open_account  # noqa: E402
from easeback.apps.booking import queries as booking  # noqa: E402
from easeback.apps.booking.facts import Snapshot  # noqa: E402
from easeback.apps.booking.models import TherapistTime, Visit  # noqa: E402
from easeback.apps.booking.sharing import attach  # noqa: E402
from easeback.apps.care import programs, signing  # noqa: E402
from easeback.apps.care.facts import About, Kind, Signer  # noqa: E402
from easeback.apps.selfcare import sharing  # noqa: E402
from easeback.domain.program import Told  # noqa: E402
from easeback.domain.record import posted_of  # noqa: E402
from easeback.domain.response import Light  # noqa: E402
from easeback.domain.vocabulary import Language  # noqa: E402
from easeback.knowledge import knowledge  # noqa: E402
from easeback.web.clinician.programs.posted import posted_of as program_posted  # noqa: E402
from tests import cast  # noqa: E402
from tests.apps.booking.world import at, open_world, promised, therapist  # noqa: E402

FILLED = Path(__file__).parent / "worlds/documents.yaml"
ENTRIES, NOTES = 5_000, 60
YEARS = 2 * 364
ZONE = "America/New_York"
TEMPLATE = "rebuilding"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    # On the day of the visit: of one to come nothing is written.
    with override_settings(ALLOWED_HOSTS=["testserver"]), time_machine.travel(at(0, 10)):
        open_world()
        client, account = Client(), cast.dan()
        cast.signed_in(client, account)
        TherapistTime.objects.filter(pk=therapist("Ann")).update(account=account)
        visit = promised(at(0, 9))
        _type(client, visit, Signer(account.pk, "Ann"))
        _page(client, visit, Signer(account.pk, "Ann"), options.rounds)


def _type(client: Client, visit: UUID, by: Signer) -> None:
    """Each form from what it holds at first to what a therapist signs."""
    filled = yaml.safe_load(FILLED.read_text("utf-8"))
    told, evaluation, note = filled["intake"], filled["evaluation"], filled["visit-note"]
    course = booking.known_visit(visit).course
    print(f"{'keystroke-level model':<34} {'tabs':>5} {'keys':>5} {'minds':>6} {'seconds':>8}")
    usual = filled["usual"]
    whole = {**told, **evaluation}
    alone = _typed(client, visit, "evaluation", {}, whole, usual)
    signing.send_intake(course, told, key=uuid4(), at=_now())
    after_intake = _typed(client, visit, "evaluation", told, whole, usual)
    about = About(course, uuid4(), Kind.EVALUATION)
    signing.sign(about, evaluation, by=by, key=uuid4(), at=_now())
    about = About(course, uuid4(), Kind.VISIT_NOTE)
    signing.sign(about, note, by=by, key=uuid4(), at=_now())
    copied = {id: note[id] for id in ("interventions", "plan")}
    later = _typed(client, visit, "visit-note", copied, {**note, **filled["next"]})
    for name, counted in (
        ("evaluation", after_intake),
        ("evaluation, nothing told before", alone),
        ("visit note, after another one", later),
        ("program of five, from a template", _program(client, course)),
    ):
        print(
            f"{name:<34} {counted.tabs:>5} {counted.keys:>5} {counted.decisions:>6}"
            f" {counted.seconds:>8.0f}"
        )


def _typed(
    client: Client,
    visit: UUID,
    kind: str,
    before: dict[str, Any],
    after: dict[str, Any],
    usual: Sequence[str] = (),
) -> Counted:
    """From the content that the page holds already to the one that is signed."""
    outline = knowledge().outlines[kind]
    page = client.get(f"/staff/visits/{visit}/write/{kind}/").content.decode()
    then, now = (
        posted_of(outline, {id: each[id] for id in each if id in outline})
        for each in (before, after)
    )
    # The body chart is touched, not typed.
    then, now = (
        {n: v for n, v in each.items() if not n.startswith("area")} for each in (then, now)
    )
    return typed(page, then, now, usual)


def _program(client: Client, course: UUID) -> Counted:
    """The template is begun with, two doses are changed, and it is published."""
    path = f"/staff/patients/{course}/program/write/"
    empty = client.get(path).content.decode()
    whole = typed(empty, {}, {"template": [TEMPLATE]}, wish="begin")
    begun = client.post(path, {"wish": "begin", "template": TEMPLATE, "version": "0"})
    asked = program_posted(knowledge().templates[TEMPLATE].publish(_now().date()))
    if len(knowledge().templates[TEMPLATE].items) != 5:
        raise RuntimeError("the template has not five exercises")
    doses = [name for name in asked if name.endswith("reps")][:2]
    changed = {**asked, **{name: ["6"] for name in doses}}
    rest = typed(begun.content.decode(), asked, changed, wish="publish")
    return Counted(whole.tabs + rest.tabs, whole.keys + rest.keys, whole.decisions + rest.decisions)


def _programs(course: UUID, by: Signer, now: datetime) -> None:
    """A new version every twelve weeks, the last one four weeks ago; told of five days a week."""
    first, items = now.date() - timedelta(days=YEARS), list[str]()
    for day in range(YEARS):
        on, at = first + timedelta(days=day), now - timedelta(days=YEARS - day)
        if (YEARS - day) % (7 * 12) == 7 * 4:
            program = knowledge().templates[TEMPLATE].publish(on)
            programs.publish(course, program, (), by=by, key=uuid4(), at=at)
            items = [item.id for item in program.items]
        if day > 7 * 12 and on.weekday() < 5:
            told = [Told(id, on, light=Light.GREEN, before=5, after=4) for id in items]
            programs.tell(course, told, key=uuid4(), today=on, at=at + timedelta(hours=1))


def _saves(client: Client, course: UUID, rounds: int) -> None:
    """CPU of keeping the draft of a program, and of publishing it."""
    path = f"/staff/patients/{course}/program/write/"
    asked = program_posted(knowledge().templates[TEMPLATE].publish(_now().date()))
    kept: list[float] = []
    published: list[float] = []
    for number in range(rounds):
        version = re.findall(r'name="version" value="(\d+)"', client.get(path).content.decode())
        dose = next(name for name in asked if name.endswith("reps"))
        sent = {**asked, dose: [str(5 + number % 5)], "version": version}
        for spent, where, wish in (
            (kept, f"{path}save/", "save"),
            (published, path, "publish"),
        ):
            given = {**sent, "key": str(uuid4()), "wish": wish}
            if wish == "publish":
                given["version"] = str(int(version[0]) + 1)
            began = time.process_time()
            answer = client.post(where, given)
            spent.append(1000 * (time.process_time() - began))
            if answer.status_code not in {200, 302}:
                raise RuntimeError(f"{wish}: {answer.status_code}")
    for name, spent in (("a program, kept", kept), ("a program, published", published)):
        print(f"{name:<34} {median(spent):>14.0f} {min(spent):>7.0f}")


def _page(client: Client, visit: UUID, by: Signer, rounds: int) -> None:
    """Two years: a diary of many entries, a note a fortnight, a program that is told of."""
    now, course = _now(), booking.known_visit(visit).course
    note = yaml.safe_load(FILLED.read_text("utf-8"))["visit-note"]
    given = Visit.objects.get(pk=visit)
    for number in range(NOTES):
        days = timedelta(days=12 * number + 3)
        given.pk, given.code = uuid4(), f"CODE{number}"
        given.starts_at, given.ends_at = now - days, now - days + timedelta(minutes=40)
        given.save(force_insert=True)
        given.statuses.create(status="confirmed", at=now, by="patient")
        about = About(course, given.pk, Kind.VISIT_NOTE)
        signing.sign(about, note, by=by, key=uuid4(), at=now - days)
    _programs(course, by, now)
    attach(visit, Snapshot({"pain-now": 6}, "within_days", (), {}, "v"), at=now)
    opened = open_account(opened_by=uuid4(), language=Language.ENGLISH, zone=ZONE, at=now)
    write_entries(opened.account, ENTRIES, now)
    sharing.share(opened.account, course, at=now)
    path = f"/staff/patients/{course}/"
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    # What begins and ends a transaction reads and writes nothing.
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    queries = sum(not each["sql"].startswith(control) for each in asked.captured_queries)
    if answer.status_code != 200:
        raise RuntimeError(answer.status_code)
    cost = []
    for _ in range(rounds):
        began = time.process_time()
        client.get(path)
        cost.append(1000 * (time.process_time() - began))
    print(f"\n{'a patient of two years':<34} {'median ms CPU':>14} {'least':>7} {'queries':>8}")
    name = f"{ENTRIES} entries, {NOTES} notes"
    print(f"{name:<34} {median(cost):>14.0f} {min(cost):>7.0f} {queries:>8}")
    _saves(client, course, rounds)


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
