"""`easeback audit verify`: whole while many write at once, and one line for what is wrong."""

from functools import partial
from pathlib import Path

import pytest

from tests.conftest import SLOW_KINDS
from tests.ops.racing import OPEN, race
from tests.ops.terminal import python

EACH, WRITERS = 20, 4
VERIFY = ("-m", "easeback", "audit", "verify")
WRITE = f"""
import sys
from django.utils import timezone
from easeback.apps.audit.actions import write_down
print("ready", flush=True)
sys.stdin.readline()
for number in range({EACH}):
    write_down("diary.read", by="staff:1", about=f"course:{{number}}", at=timezone.now())
print("done")
"""
NOTE = (
    OPEN
    + """
from django.utils import timezone
from easeback.apps.audit.actions import note_last
print(note_last(at=timezone.now()))
"""
)
TAMPER = (
    OPEN  # noqa: S608  No value stands in it.
    + """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("UPDATE audit_auditrow SET by = 'staff:2' WHERE number = 7")
    cursor.execute("DELETE FROM audit_auditrow WHERE number > 70")
"""
)


@pytest.mark.parametrize("database", SLOW_KINDS, indirect=True)
def test_many_writers_make_one_chain_and_what_is_wrong_is_told(
    database: str, tmp_path: Path
) -> None:
    here = partial(python, data=tmp_path, EASEBACK_DATABASE=database)
    said = race(WRITE, racers=WRITERS, data=tmp_path, EASEBACK_DATABASE=database)
    assert said == ["done"] * WRITERS
    assert here("-c", NOTE).stdout == "True\n"
    whole = here(*VERIFY)
    assert (whole.returncode, whole.stdout) == (0, f"{EACH * WRITERS} rows, 0 faults\n")
    assert here("-c", TAMPER).returncode == 0
    broken = here(*VERIFY)
    assert broken.returncode == 1
    assert broken.stdout.splitlines() == [
        "changed at row 7",
        "cut off at row 71",
        "70 rows, 2 faults",
    ]
