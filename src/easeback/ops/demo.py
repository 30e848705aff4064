"""Sets an invented practice up, so that everything can be tried before anything is configured."""

import argparse
from pathlib import Path

import cattrs
import yaml

from easeback.ops.tables import open_tables


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing."""


def run(arguments: argparse.Namespace) -> int:
    open_tables()
    opened = load_demo()
    print("The demonstration practice is set up." if opened else "There is a practice already.")
    return 0


def load_demo() -> bool:
    """True if the demonstration was loaded, False (and nothing touched) if there is a practice."""
    # Imported late: tables can be spoken of only once Django is set up.
    from easeback.apps.booking.opening import open_booking
    from easeback.apps.practice import actions
    from easeback.apps.practice.facts import PracticeFacts, TherapistFace

    written = yaml.safe_load(Path(__file__).with_name("demo.yaml").read_text())
    opened = actions.open_practice(
        cattrs.structure(written["practice"], PracticeFacts),
        cattrs.structure(written["therapists"], list[TherapistFace]),
    )
    if opened:
        open_booking(written["booking"])
    return opened
