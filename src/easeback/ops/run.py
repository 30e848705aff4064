"""Serves on this machine: tables, a demonstration practice, a way in for the owner, pages, mail."""

import argparse
import os
import socket
import sys
from contextlib import nullcontext

from django.core.management import call_command

from easeback.ops.beside import worker_beside
from easeback.ops.demo import load_demo
from easeback.ops.tables import open_tables

HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help="processes that serve, four threads each; more than 1 needs a database server",
    )
    parser.add_argument(
        "--develop",
        action="store_true",
        help="reload changed code, show traces and the component gallery; never in public",
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.develop:
        os.environ["EASEBACK_DEVELOP"] = "1"
    # Django's reloader starts this command again for every change; the first start did the rest.
    reloaded = os.environ.get("RUN_MAIN") == "true"
    if not reloaded and taken(arguments.port):
        print(f"Port {arguments.port} is taken. Choose another: --port N", file=sys.stderr)
        return 1
    open_tables()
    if refused := why_not(arguments):
        print(refused, file=sys.stderr)
        return 1
    if not reloaded:
        load_demo(patients=True)
        call_command("collectstatic", verbosity=0, interactive=False)
        welcome(arguments.port)
    # Under the reloader the inner process has the worker, so that it too runs the changed code.
    beside = nullcontext() if arguments.develop and not reloaded else worker_beside()
    with beside:
        if arguments.develop:
            call_command("runserver", f"{HOST}:{arguments.port}")
        else:
            serve(arguments.port, workers=arguments.workers)
    return 0


def why_not(arguments: argparse.Namespace) -> str:
    """Why these processes cannot serve this database; empty: they can."""
    from django.db import connection

    if arguments.workers < 1 or (arguments.develop and arguments.workers > 1):
        return "--workers is 1 or more, and 1 with --develop."
    if arguments.workers > 1 and connection.vendor == "sqlite":
        return (
            "SQLite has one writer at a time, which one process keeps busy. "
            "For more, set EASEBACK_DATABASE to a PostgreSQL database: see docs/operations.md."
        )
    return ""


def taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def welcome(port: int) -> None:
    """Prints where the pages are, and a link that lets the owner in once."""
    # Imported late: tables can be spoken of only once Django is set up.
    from django.urls import reverse
    from django.utils import timezone

    from easeback.apps.accounts import actions
    from easeback.apps.notifications.texting import missing

    # By its name, not its number: a browser makes no passkey for an IP address.
    here = (os.environ.get("EASEBACK_ADDRESS") or f"http://localhost:{port}").rstrip("/")
    token = actions.print_sign_in_link(actions.appoint_owner(), at=timezone.now())
    minutes = int(actions.PRINTED_LIFETIME.total_seconds() // 60)
    print(f"Easeback: {here}/   (Ctrl+C stops it)")
    print(f"Owner's sign-in link, works once within {minutes} minutes:")
    print(f"  {here}{reverse('entrance:link', args=[token])}", flush=True)
    if lacking := missing():
        print(lacking, flush=True)


def serve(
    port: int, application: str = "easeback.config.wsgi:application", *, workers: int = 1
) -> None:
    """Serves until stopped, with four threads in each process; one fits an embedded database."""
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces

    # The processes that serve begin as copies of this one; a connection cannot be shared.
    connections.close_all()
    Granian(
        application,
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        log_enabled=False,
    ).serve()
