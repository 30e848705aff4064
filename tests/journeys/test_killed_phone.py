"""A phone whose browser is killed at any moment: what it has promised to keep arrives, once."""

import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from playwright.sync_api import BrowserType, Error, Page

from tests.journeys.test_waiting_on_the_phone import (
    FLUSH,
    KEEP,
    Deeds,
    a_deed,
    less_than_told,
    lines,
    now,
)
from tests.web.keeper import opened

Browsing = Callable[[], AbstractContextManager[Page]]
PROMISE = """(fields) => {
  const { src } = document.querySelector("script[src*='diary/queue']");
  setTimeout(() => import(src).then((queue) => queue.keep(fields)), 5000);
}"""
"""Says that an entry is kept before it is."""


def kill(profile: Path) -> None:
    """Every process of the browser that lives in this folder, without a word."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            is_its = str(profile).encode() in (process / "cmdline").read_bytes()
            if is_its and int(process.name) != os.getpid():
                os.kill(int(process.name), signal.SIGKILL)
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue


@pytest.fixture
def browsing(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    practice: str,
    tmp_path: Path,
) -> Browsing:
    """The page to write on, in a browser whose profile lies on the disk."""
    key, profile = opened().key, tmp_path / "profile"

    @contextmanager
    def begin() -> Iterator[Page]:
        context = browser_type.launch_persistent_context(profile, **browser_type_launch_args)
        # A browser writes its cookies down half a minute late; the phone knows who it is.
        context.add_cookies([{"name": settings.KEEP_COOKIE, "value": key, "url": practice}])
        page = context.pages[0]
        page.goto(f"{practice}/diary/unsent")
        try:
            yield page
        finally:
            kill(profile)
            with suppress(Error):  # It was killed.
                context.close()

    return begin


def lived(browsing: Browsing, kills: int, promise: str) -> tuple[int, int]:
    """How many entries were lost, and how many doubled."""
    chance, kept, deeds = random.Random(kills), set[str](), Deeds()
    for _ in range(kills):
        with browsing() as page:
            for _ in range(chance.randint(1, 8)):
                fields = [["key", str(uuid4())], ["pain", "5"], ["at", now()]]
                if chance.random() < 0.5:
                    fields = a_deed(chance, deeds)
                page.evaluate(promise, fields)
                kept.add(fields[0][1])
                if chance.random() < 0.4:
                    page.evaluate(FLUSH, "")
    with browsing() as page:
        for _ in range(20):
            if page.evaluate(FLUSH, "wait") == 0:
                break
    found = lines()
    lost = len(kept - found.keys()) + less_than_told(deeds)
    return lost, sum(found.values()) - len(found) + len(found.keys() - kept)


def test_nothing_is_lost_or_doubled(browsing: Browsing, schedules: int) -> None:
    assert lived(browsing, max(2, schedules // 5), KEEP) == (0, 0)


def test_a_promise_that_is_given_too_soon_is_noticed(
    browsing: Browsing,
) -> None:
    lost, _ = lived(browsing, 1, PROMISE)
    assert lost > 0
