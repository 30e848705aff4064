"""Writes the documents that are made from the knowledge, or says which are stale."""

import argparse
import sys
from pathlib import Path

from easeback.knowledge import knowledge
from easeback.ops.documents import DOCUMENTS

FOLDER = Path("docs/generated")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; fail where stale")
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder (docs/generated)")


def run(arguments: argparse.Namespace) -> int:
    known = knowledge()
    stale = []
    for name, write in DOCUMENTS.items():
        path, text = arguments.into / name, write(known)
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(str(path))
        if not arguments.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if arguments.check and stale:
        print(f"Stale: {', '.join(stale)}. Run: easeback docs", file=sys.stderr)
        return 1
    print(f"{len(DOCUMENTS)} documents, {len(stale)} {'written' if stale else 'changed'}")
    return 0
