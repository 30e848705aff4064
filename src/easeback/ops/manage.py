"""Passes a command on to Django's own command line."""

import argparse

from django.core.management import execute_from_command_line

from easeback.ops.tables import set_up_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs=argparse.REMAINDER, help="as Django's manage.py takes them")


def run(arguments: argparse.Namespace) -> int:
    set_up_django()
    execute_from_command_line(["easeback manage", *arguments.words])
    return 0
