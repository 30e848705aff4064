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
    if not reloaded:
        load_demo()
        call_command("collectstatic", verbosity=0, interactive=False)
        welcome(arguments.port)
    # Under the reloader the inner process has the worker, so that it too runs the changed code.
    beside = nullcontext() if arguments.develop and not reloaded else worker_beside()
    with beside:
        if arguments.develop:
            call_command("runserver", f"{HOST}:{arguments.port}")
        else:
            serve(arguments.port)
    return 0


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

    # By its name, not its number: a browser makes no passkey for an IP address.
    here = (os.environ.get("EASEBACK_ADDRESS") or f"http://localhost:{port}").rstrip("/")
    token = actions.print_sign_in_link(actions.appoint_owner(), at=timezone.now())
    minutes = int(actions.PRINTED_LIFETIME.total_seconds() // 60)
    print(f"Easeback: {here}/   (Ctrl+C stops it)")
    print(f"Owner's sign-in link, works once within {minutes} minutes:")
    print(f"  {here}{reverse('entrance:link', args=[token])}", flush=True)


def serve(port: int, application: str = "easeback.config.wsgi:application") -> None:
    """Serves until stopped: one process, four threads, as fits an embedded database."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        application,
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_enabled=False,
    ).serve()
