"""Whether what was done and read is written down as it was: nothing changed, nothing taken out."""

import argparse

from easeback.ops.tables import open_tables

MOST = 20
"""Faults that are printed; one change at the beginning may bring many."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["verify"], help="look at every row, and at the notes")
    parser.epilog = "The status is 0 where all is whole, else 1."


def run(arguments: argparse.Namespace) -> int:
    open_tables()
    from easeback.apps.audit.queries import verified

    found = verified()
    for fault in found.faults[:MOST]:
        print(f"{fault.wrong} at row {fault.number}")
    more = len(found.faults) - MOST
    if more > 0:
        print(f"and {more} more")
    print(f"{found.rows} rows, {len(found.faults)} faults")
    return int(bool(found.faults))
