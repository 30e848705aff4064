"""What was signed and told before it was counted counts, too, on either database."""

from pathlib import Path

import pytest

from tests.ops.racing import OPEN
from tests.ops.terminal import python

COUNTED = (
    OPEN
    + """
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from easeback.apps.booking import timetables
from easeback.apps.care.counting import counted
from easeback.apps.care.models import AdverseEvent, RoutineDay
from easeback.domain.indicator import Indicator
from easeback.ops.demo import load_demo
load_demo(patients=True)

def kept():
    events = AdverseEvent.objects.order_by("at").values_list("document", "course", "at")
    return list(events), sorted(RoutineDay.objects.values_list("course", "on"))

before = kept()
call_command("migrate", "care", "0005", verbosity=0)
open_tables()
print(kept() == before, len(before[0]), len(before[1]) > 20)
all_of_them = [each.id for each in timetables.colleagues()]
at = timezone.now() + timedelta(days=400)
for year in (timezone.now().year, timezone.now().year - 1):
    report = counted(year, all_of_them, "America/New_York", apart=True, at=at).report
    print(all(
        each.hidden or each.value is not None
        for each in report.results if each.indicator is not Indicator.ADVERSE
    ))
"""
)


@pytest.mark.proof
def test_it_is_counted_when_the_tables_are_opened(empty_database: str, tmp_path: Path) -> None:
    done = python("-c", COUNTED, data=tmp_path, EASEBACK_DATABASE=empty_database)
    assert done.stdout.split() == ["True", "1", "True", "True", "True"], done.stderr
