"""Does whatever is due, once: for a timer of the system, where no worker runs."""

import argparse

from easeback.ops.tables import set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing."""


def run(arguments: argparse.Namespace) -> int:
    set_up_django()
    from django.utils import timezone

    from easeback.ops.due import all_due, run_due

    pieces = all_due()
    failed = run_due(pieces, at=timezone.now())
    for piece in pieces:
        print(f"{piece.name}: {'failed' if piece.name in failed else 'done'}")
    return int(bool(failed))
