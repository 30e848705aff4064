"""Prints which questionnaires are registered, whom to ask for their words, and which are here."""

import argparse

from easeback.knowledge import knowledge
from easeback.knowledge.questionnaires import KIND
from easeback.knowledge.record_entries import QuestionnaireEntry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(_: argparse.Namespace) -> int:
    known = knowledge()
    for id, entry in known.shelf.of(KIND, QuestionnaireEntry).items():
        brought = known.wordings.get(id)
        stands = f"asked, by this licence: {brought.licence}" if brought else "no words here"
        print(f"{id:<8} {entry.title}: {stands}\n         {entry.ask}")
    return 0
