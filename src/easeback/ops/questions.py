"""Prints the question bank, so that anyone can answer it by hand or by program."""

import argparse
from typing import Any

from easeback.domain.condition import Kind, Question
from easeback.domain.vocabulary import Language
from easeback.knowledge import Knowledge, Words, knowledge
from easeback.ops.printing import print_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    parser.add_argument("--language", choices=list(Language), default=Language.ENGLISH)


def run(arguments: argparse.Namespace) -> int:
    known = knowledge()
    words = known.words(Language(arguments.language))
    if arguments.json:
        print_json(document(known, words), indent=1)
    else:
        print("\n".join(_plain(question, words) for question in known.bank))
    return 0


def document(known: Knowledge, words: Words) -> dict[str, Any]:
    """The bank: ids, codes, words, types and options, in the order of the screens."""
    return {
        "knowledge_version": known.version,
        "language": words.language.value,
        "review": words.review,
        "questions": [_question(question, words) for question in known.bank],
    }


def _question(question: Question, words: Words) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": question.id,
        "ref": question.ref,
        "type": question.kind.value,
        "text": words[f"questions.{question.id}.text"],
        "options": [
            {"id": option, "text": words[f"questions.{question.id}.options.{option}"]}
            for option in question.options
        ],
        "none": question.none,
        "follow_up": question.ask_when is not None,
        "always_on_screen": question.standing,
    }
    if question.kind is Kind.NUMBER and question.bounds is not None:
        shown["minimum"], shown["maximum"] = question.bounds
    return shown


def _plain(question: Question, words: Words) -> str:
    head = f"{question.ref}  {question.id}  ({question.kind.value})"
    lines = [head, f"    {words[f'questions.{question.id}.text']}"]
    lines += [
        f"      {option}: {words[f'questions.{question.id}.options.{option}']}"
        for option in question.options
    ]
    return "\n".join([*lines, ""])
