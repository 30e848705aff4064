"""People are asked again for sixty days, each question once, whichever worker dies when."""

from pathlib import Path

import pytest

from tests.ops.asked import lived, told

pytestmark = [pytest.mark.proof, pytest.mark.long]
PEOPLE, FEW = "40", "15"


def test_every_question_leaves_once_whoever_is_killed(database: str, tmp_path: Path) -> None:
    told("fill", PEOPLE, database=database, data=tmp_path)
    found, killed = lived(database, tmp_path, how="honest", seed=1)
    assert found["owed"] > 200
    assert killed > 3
    assert (found["missing"], found["doubled"], found["wrong"]) == (0, 0, 0)


def test_workers_that_write_down_afterwards_are_noticed(database: str, tmp_path: Path) -> None:
    told("fill", FEW, database=database, data=tmp_path)
    # Seldom killed: on a slow machine, a worker that has to begin anew leaves the other one alone.
    found, _ = lived(database, tmp_path, how="cheating", seed=2, peace=(5, 10))
    assert found["doubled"] > 3
