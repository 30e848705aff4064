"""A worker: runs the tasks in the database, and asks for a round of due work again and again.

However many run, beside one server or on several machines, no work is done twice; see `config.due`.
"""

import argparse
import os
import signal
import sys
import threading
import time
from logging import getLogger

from easeback.ops.due import where
from easeback.ops.tables import set_up_django

EVERY = 30.0
"""Seconds between two rounds of due work."""
LOOK = 1.0
"""Seconds between two looks into an empty queue."""
log = getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--until-input-ends",
        action="store_true",
        help="stop when standard input ends, as it does when whoever started this is gone",
    )


def run(arguments: argparse.Namespace) -> int:
    set_up_django()
    from django.core.management import call_command

    if arguments.until_input_ends:
        threading.Thread(target=stop_at_end_of_input, daemon=True).start()
    threading.Thread(target=keep_asking, daemon=True).start()
    # Silent: each round would be two lines in the log. What fails in a round is logged there.
    call_command("db_worker", interval=LOOK, reload=False, startup_delay=False, verbosity=0)
    return 0


def keep_asking() -> None:
    """Asks for a round now and every EVERY seconds, through whatever the database suffers."""
    from django.db import close_old_connections

    from easeback.ops.ticking import ask_for_tick

    while True:
        try:
            close_old_connections()
            ask_for_tick()
        except Exception as error:  # noqa: BLE001  The database may be back for the next round.
            log.error("No round of due work: %s", where(error))  # noqa: TRY400
        time.sleep(EVERY)


def stop_at_end_of_input() -> None:
    # Not by way of sys.stdin: its lock, held here, would break the interpreter's own end.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
