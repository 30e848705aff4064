"""Sets an invented practice up, so that everything can be tried before anything is configured."""

import argparse
from pathlib import Path

import cattrs

from easeback.knowledge import read_yaml
from easeback.ops.tables import open_tables


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing."""


def run(arguments: argparse.Namespace) -> int:
    open_tables()
    opened = load_demo(patients=True)
    print("The demonstration practice is set up." if opened else "There is a practice already.")
    return 0


def load_demo(*, patients: bool = False) -> bool:
    """True if the demonstration was loaded, False (and nothing touched) if there is a practice.

    With `patients`, ten invented people have been there, and the owner signs in as the first
    therapist, so that every page has something to look at.
    """
    # Imported late: tables can be spoken of only once Django is set up.
    from easeback.apps.booking.opening import open_booking
    from easeback.apps.practice import actions
    from easeback.apps.practice.facts import PracticeFacts, TherapistFace

    written = read_yaml(Path(__file__).with_name("demo.yaml"))
    opened = actions.open_practice(
        cattrs.structure(written["practice"], PracticeFacts),
        cattrs.structure(written["therapists"], list[TherapistFace]),
    )
    if opened:
        open_booking(written["booking"])
        if patients:
            _people_come()
    return opened


def _people_come() -> None:
    from django.utils import timezone

    from easeback.apps.accounts.actions import appoint_owner
    from easeback.apps.booking import timetables
    from easeback.apps.booking.opening import let_sign_in
    from easeback.ops.demo_patients import load_patients

    owner = appoint_owner()
    let_sign_in(timetables.colleagues()[0].id, owner)
    load_patients(owner, at=timezone.now())
