"""What was done and read is a chain: whatever is changed in it, taken out, or cut off is found."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from easeback.apps.audit import actions, queries
from easeback.apps.audit.chain import BEGINNING, Deed, mark_of
from easeback.apps.audit.models import AuditRow
from easeback.apps.audit.queries import Fault, Verified, Wrong, verified

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
SAID = {"by": "staff:3", "what": "diary.read", "about": "course:1"}


@pytest.fixture(autouse=True)
def marks(settings: Settings, tmp_path: Path) -> Path:
    settings.AUDIT_MARKS = tmp_path / "audit-marks"
    return tmp_path / "audit-marks"


def chain(rows: int, key: bytes, before: str = BEGINNING) -> list[AuditRow]:
    """As `write_down` makes it, without asking the database each time."""
    made = []
    for number in range(1, rows + 1):
        deed = Deed(number, NOW + timedelta(seconds=number), **SAID)
        before = mark_of(deed, before, key)
        made.append(AuditRow(number=number, at=deed.at, mark=before, **SAID))
    return made


def told(sql: str, *values: str | int) -> None:
    """What somebody does who can write to the database."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def changes(number: int) -> None:
    told("UPDATE audit_auditrow SET about = 'course:2' WHERE number = %s", number)


def backdates(number: int) -> None:
    told("UPDATE audit_auditrow SET at = %s WHERE number = %s", NOW.isoformat(), number)


def takes_out(number: int) -> None:
    told("DELETE FROM audit_auditrow WHERE number = %s", number)


def swaps(number: int) -> None:
    for old, new in ((number, -1), (number + 1, number), (-1, number + 1)):
        told("UPDATE audit_auditrow SET number = %s WHERE number = %s", new, old)


def cuts_off(number: int) -> None:
    told("DELETE FROM audit_auditrow WHERE number >= %s", number)


DEEDS: dict[Callable[[int], None], Wrong] = {
    changes: Wrong.CHANGED,
    backdates: Wrong.CHANGED,
    takes_out: Wrong.MISSING,
    swaps: Wrong.CHANGED,
    cuts_off: Wrong.CUT_OFF,
}


def test_what_is_written_down_is_whole() -> None:
    for number in range(1, 4):
        assert actions.write_down(**SAID, at=NOW) == number
        assert actions.note_last(at=NOW)
        assert not actions.note_last(at=NOW)
    assert verified() == Verified(3, ())
    assert list(queries.done_to("course:1")) == [(NOW, "staff:3", "diary.read")] * 3
    assert not list(queries.done_to("course:2"))


def test_an_empty_chain_is_whole_and_notes_nothing() -> None:
    assert verified() == Verified(0, ())
    assert not actions.note_last(at=NOW)


def test_no_row_is_changed_or_taken_out_by_us() -> None:
    actions.write_down(**SAID, at=NOW)
    for deed in (AuditRow.objects.all().delete, lambda: AuditRow.objects.update(by="x")):
        with pytest.raises(TypeError, match="appended"):
            deed()


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("number", [1, 2, 9])
def test_a_single_row_is_found(
    deed: Callable[[int], None], number: int, settings: Settings
) -> None:
    AuditRow.objects.bulk_create(chain(10, settings.AUDIT_KEY))
    actions.note_last(at=NOW)
    deed(number)
    assert verified().faults[0] == Fault(DEEDS[deed], number)


def test_the_last_row_may_go_unseen_only_while_it_is_not_noted(settings: Settings) -> None:
    AuditRow.objects.bulk_create(chain(10, settings.AUDIT_KEY))
    takes_out(10)
    assert verified() == Verified(9, ())
    actions.note_last(at=NOW)
    takes_out(9)
    assert verified().faults == (Fault(Wrong.CUT_OFF, 9),)


def test_a_row_that_is_added_without_the_key_is_found(settings: Settings) -> None:
    AuditRow.objects.bulk_create(chain(3, settings.AUDIT_KEY))
    AuditRow.objects.create(number=4, at=NOW, mark="f" * 64, **SAID)
    assert verified().faults == (Fault(Wrong.CHANGED, 4),)


def test_a_chain_that_is_made_anew_with_the_key_does_not_have_the_marks_that_were_noted(
    settings: Settings,
) -> None:
    AuditRow.objects.bulk_create(chain(3, settings.AUDIT_KEY))
    actions.note_last(at=NOW)
    told("DELETE FROM audit_auditrow")
    AuditRow.objects.bulk_create(chain(3, settings.AUDIT_KEY, before="1" * 64))
    assert verified().faults[0].wrong is Wrong.CHANGED
    told("DELETE FROM audit_auditrow")
    other = chain(3, settings.AUDIT_KEY)
    other[0].about = "course:9"
    before = BEGINNING
    for row in other:
        said = {"by": row.by, "what": row.what, "about": row.about}
        before = row.mark = mark_of(Deed(row.number, row.at, **said), before, settings.AUDIT_KEY)
    AuditRow.objects.bulk_create(other)
    assert verified().faults == (Fault(Wrong.REPLACED, 3),)


def test_a_note_that_a_crash_has_cut_off_counts_for_nothing(
    settings: Settings, marks: Path
) -> None:
    AuditRow.objects.bulk_create(chain(3, settings.AUDIT_KEY))
    actions.note_last(at=NOW)
    with marks.open("a") as file:
        file.write("2027-03-01T12:00:00+00:00 99 abc")
    assert verified() == Verified(3, ())


@pytest.mark.proof
def test_in_a_hundred_thousand_rows_it_is_found(settings: Settings) -> None:
    rows, chance = 100_000, random.Random(1)
    AuditRow.objects.bulk_create(chain(rows, settings.AUDIT_KEY), batch_size=500)
    actions.note_last(at=NOW)
    assert verified() == Verified(rows, ())
    for deed, wrong in DEEDS.items():
        number = chance.randrange(1, rows)
        with transaction.atomic():
            deed(number)
            assert verified().faults[0] == Fault(wrong, number)
            transaction.set_rollback(True)
