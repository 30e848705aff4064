"""A backup that was made while visits were booked, by the commands of docs/operations.md, brings
everything back into an empty place that was promised before it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.apps.booking.judging import OVERLAPS, WRONG, lost, number
from tests.ops.terminal import ROOT, easeback, environment, python

pytestmark = pytest.mark.proof

BOOK = """
import json, sys
from uuid import uuid4
from easeback.ops.tables import open_tables, set_up_django
set_up_django()
from django.utils import timezone
from easeback.apps.booking import actions, queries
from easeback.apps.booking.facts import Contact, Wanted
from easeback.apps.booking.offers import offers
from easeback.apps.practice.queries import practice
from easeback.domain.booking import Mode, Wish
from easeback.domain.vocabulary import Span, moment, seconds
from easeback.web.letters import about_booking
from easeback.web.patient.book.tokens import token_of

def every_slot():
    given, now = queries.catalogue(), timezone.now()
    within = Span(seconds(now), seconds(now) + 40 * 86_400)
    wish = Wish(given.services["first-evaluation"], within, frozenset({Mode.TELEHEALTH}),
                asked_at=seconds(now))
    return list(offers(wish, given, at=now).slots)

def book(slot):
    now = timezone.now()
    wanted = Wanted("first-evaluation", slot.mode, int(slot.therapist), moment(slot.start))
    visit = actions.hold(wanted, key=str(uuid4()), at=now)
    who = Contact("Ana", "", "ana@example.com", "en", "UTC")
    page = "https://harbor.example/visit/" + token_of(visit)
    def letters(found):
        return about_booking(practice(), found, page, at=now)
    actions.confirm(visit, who, key=f"confirm:{visit}", letters=letters, at=now)
    return visit

def refusing_taken(slots):
    for slot in slots:
        try:
            yield str(book(slot))
        except actions.SlotTaken:
            pass
"""
FILL = (
    BOOK
    + """
open_tables()
from easeback.ops.demo import load_demo
load_demo()
visit = book(every_slot()[-1])
found = queries.visit(visit)
print(json.dumps({"visit": str(visit), "token": token_of(visit), "code": found.code}))
"""
)
# Three visits, then as many as it can until it is killed.
WRITE = (
    BOOK
    + """
slots = iter(every_slot())
for number, visit in enumerate(refusing_taken(slots)):
    print(visit, flush=True)
    if number == 2:
        sys.stdin.readline()
"""
)
CHECK = """
import json, sys
from easeback.ops.tables import set_up_django
set_up_django()
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from easeback.apps.booking import guard
call_command("collectstatic", verbosity=0, interactive=False)
here = Client(headers={"host": "localhost"})
page = here.get(reverse("book:visit", args=[sys.argv[1]]))
by_code = here.post(reverse("book:code"), {"code": sys.argv[2]})
outbox = here.get(reverse("outbox:outbox")).content.decode()
print(json.dumps({
    "guard": guard.stands(),
    "page": page.status_code,
    "code on the page": sys.argv[2] in page.content.decode(),
    "by code": by_code.status_code,
    "mails": outbox.count("ana@example.com"),
}))
"""


@dataclass(frozen=True)
class Place:
    """Where an installation has its data; `named` is how docs/operations.md would call it."""

    database: str
    data: Path

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def file(self) -> Path:
        return Path(self.database.removeprefix("sqlite:///"))


@pytest.fixture
def place(database: str, tmp_path: Path) -> Place:
    return Place(database, tmp_path)


@pytest.fixture
def empty_place(place: Place, tmp_path: Path) -> Iterator[Place]:
    """Where nothing is yet, not even a database."""
    data = tmp_path / "restored"
    data.mkdir()
    if place.is_sqlite:
        yield Place(f"sqlite:///{data / 'easeback.sqlite3'}", data)
        return
    name = f"easeback_test_{uuid4().hex}"
    yield Place(f"postgresql:///{name}", data)
    with psycopg.connect("postgresql:///postgres", autocommit=True) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def documented(holding: str) -> str:
    """The commands of docs/operations.md that have these words in them."""
    text = (ROOT / "docs" / "operations.md").read_text()
    (found,) = [
        block for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) if holding in block
    ]
    return str(found)


def carried_out(commands: str, place: Place, backup: Path) -> str:
    """Runs documented commands for this place and this file of a backup; what they say."""
    if "sqlite3 " in commands and shutil.which("sqlite3") is None:
        pytest.skip("the shell of SQLite was not found (apt-get install sqlite3)")
    commands = re.sub(r"^file=.*$", f"file={backup}", commands, flags=re.MULTILINE)
    commands = commands.replace("/var/lib/easeback", str(place.data))
    if not place.is_sqlite:
        name = place.database.removeprefix("postgresql:///")
        commands = re.sub(r"\beaseback\b(?!\.)", name, commands)
    done = subprocess.run(
        ["/bin/sh", "-euc", commands], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def writing(place: Place) -> Iterator["subprocess.Popen[str]"]:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE],
        env=environment(place.data, EASEBACK_DATABASE=place.database),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield writer
    finally:
        writer.kill()
        writer.communicate()


def said(writer: "subprocess.Popen[str]", lines: int) -> list[str]:
    assert writer.stdout
    return [writer.stdout.readline().strip() for _ in range(lines)]


def command(place: Place, *words: str) -> int:
    return easeback(*words, data=place.data, EASEBACK_DATABASE=place.database).returncode


def filled(place: Place) -> dict[str, Any]:
    done = python("-c", FILL, data=place.data, EASEBACK_DATABASE=place.database)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def looked_at(place: Place, booked: dict[str, Any]) -> dict[str, Any]:
    words = ("-c", CHECK, booked["token"], booked["code"])
    done = python(*words, data=place.data, EASEBACK_DATABASE=place.database)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_what_was_promised_before_a_backup_is_there_after_a_restore(
    place: Place, empty_place: Place, tmp_path: Path
) -> None:
    booked, backup = filled(place), tmp_path / "backup"
    with writing(place) as writer:
        promised = [booked["visit"], *said(writer, 3)]
        assert writer.stdin
        writer.stdin.write("go on\n")
        writer.stdin.flush()
        promised += said(writer, 2)
        told = carried_out(documented("VACUUM" if place.is_sqlite else "pg_dump"), place, backup)
        assert said(writer, 1) != [""], "nobody was writing any more"
    assert told == ("ok\n" if place.is_sqlite else "")

    restore = documented('cp "$file"' if place.is_sqlite else "pg_restore")
    carried_out(restore, empty_place, backup)
    shutil.copy(place.data / "secret-key", empty_place.data)
    assert command(empty_place, "manage", "migrate", "--check") == 0
    assert lost(empty_place.database, promised) == []
    assert number(empty_place.database, OVERLAPS) == 0
    assert number(empty_place.database, WRONG) == 0
    right = {"guard": True, "page": 200, "code on the page": True, "by code": 302}
    assert looked_at(empty_place, booked) == {**right, "mails": 0}
    assert command(empty_place, "tick") == 0
    assert looked_at(empty_place, booked)["mails"] >= len(promised)


def test_with_another_secret_key_the_code_opens_a_visit_and_its_old_link_does_not(
    place: Place,
) -> None:
    booked = filled(place)
    (place.data / "secret-key").unlink()
    seen = looked_at(place, booked)
    assert (seen["page"], seen["by code"]) == (404, 302)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_pictures_and_videos_of_own_exercises_come_back_with_their_names(
    place: Place, empty_place: Place, tmp_path: Path
) -> None:
    away, name = tmp_path / "away", f"{'0' * 64}.mp4"
    away.mkdir()

    def done(commands: str, where: Place) -> None:
        carried_out(commands.replace("/backup/", f"{away}/"), where, away)

    back_up, bring_back = documented("cp -Ru"), documented("cp -R /backup/exercise-files")
    done(back_up, place)
    done(bring_back, empty_place)
    assert not (empty_place.data / "exercise-files").exists()
    (place.data / "exercise-files").mkdir()
    (place.data / "exercise-files" / name).write_bytes(b"moving pictures")
    for _ in range(2):
        done(back_up, place)
    done(bring_back, empty_place)
    assert (empty_place.data / "exercise-files" / name).read_bytes() == b"moving pictures"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_copied_file_of_a_running_database_lacks_what_was_promised_last(
    place: Place, empty_place: Place
) -> None:
    """The negative control: what the documents warn of is so."""
    filled(place)
    with writing(place) as writer:
        promised = said(writer, 3)
        shutil.copy(place.file, empty_place.file)
    assert len(lost(empty_place.database, promised)) == 3
