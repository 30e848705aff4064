"""Changes the keys that seal people's own words: a new one first, then the old ones go."""

import argparse

from easeback.ops.tables import open_tables


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Run --new, and some time later, when no program that was started before it runs any more, "
        "--forget-old. A backup from before needs the old keys: keep a copy of the file with it."
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--new", action="store_true", help="make a new key, and bring all text under it"
    )
    what.add_argument(
        "--forget-old", action="store_true", help="bring all text under the newest, drop the others"
    )


def run(arguments: argparse.Namespace) -> int:
    open_tables()
    from easeback.apps.accounts import sealing
    from easeback.apps.accounts.resealing import seal_all_anew

    if arguments.new:
        sealing.add_key()
    try:
        count = seal_all_anew()
    except sealing.CannotUnseal:
        print("Some text was sealed with a key that is not in the file. Nothing was forgotten.")
        return 1
    if arguments.forget_old:
        sealing.forget_old_keys()
    print(f"{count} texts are under the newest key.")
    return 0
