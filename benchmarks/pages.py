"""Every page of a plain journey in a browser: bytes, hosts, blocking scripts, largest paint.

The network is a slow 4G (150 ms, 1.6 Mbit/s), the processor four times slower. `cold` forgets every
file between pages; `warm` is a journey as it happens: the stylesheet came with the first page.
"""

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

from benchmarks.serving import HOST, data_directory, served

LOADS = 5
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
SLOWER = 4
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"]
LIMIT = 14_600
FIGURE_LIMIT = 4_000
SETTLED = 400
"""Milliseconds after `load` in which a later, larger paint would still show."""
LARGEST_PAINT = """() => new Promise((tell) => {
    new PerformanceObserver((list) => tell(list.getEntries().at(-1).startTime))
        .observe({ type: "largest-contentful-paint", buffered: true });
    setTimeout(() => tell(null), 2000);
})"""
BLOCKING = """() => performance.getEntriesByType("resource")
    .filter((each) => each.initiatorType === "script" && each.renderBlockingStatus === "blocking")
    .length"""


@dataclass
class Seen:
    """What was measured of one page over all loads; bytes are those on the wire."""

    html: int = 0
    styles: dict[str, int] = field(default_factory=dict)
    figures: dict[str, int] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    encodings: set[str] = field(default_factory=set)
    blocking: int = 0
    paints: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def main() -> None:
    seen: dict[str, Seen] = {}
    with data_directory() as data, served(data) as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for mode in ("cold", "warm"):
            for _ in range(LOADS):
                measure(browser, f"http://{HOST}:{port}", mode, seen)
        browser.close()
    report(seen)


def measure(browser: Browser, site: str, mode: str, seen: dict[str, Seen]) -> None:
    """One journey on a new phone."""
    size: Any = {"width": 390, "height": 844}
    context = browser.new_context(viewport=size, service_workers="block")
    page = context.new_page()
    control = context.new_cdp_session(page)
    control.send("Network.enable")
    control.send("Network.setCacheDisabled", {"cacheDisabled": mode == "cold"})
    control.send("Network.emulateNetworkConditions", SLOW_4G)
    control.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  Playwright's wish.
    for name, go in journey(page, site):
        answers.clear()
        with page.expect_navigation(wait_until="load"):
            go()
        page.wait_for_timeout(SETTLED)
        note(seen.setdefault(name, Seen()), page, answers, mode)
    context.close()


def journey(
    page: Page, site: str, hurts: str = "Sitting"
) -> Iterator[tuple[str, Callable[[], object]]]:
    """Each page's name, and what leads to it from the page before."""

    def touch(words: str) -> Callable[[], object]:
        return lambda: page.get_by_role("button", name=words, exact=True).click()

    yield "home", lambda: page.goto(f"{site}/")
    yield "1 now", lambda: page.get_by_role("link", name="My back hurts now").click()
    yield "2 nerves", touch("None of these")
    yield "3 belly", touch("None of these")
    yield "4 pattern", touch("None of these")
    yield "5 today", touch("None of these")
    for option in ("5", "Some", "Today"):
        page.get_by_role("radio", name=option, exact=True).check()
    page.get_by_role("checkbox", name=hurts, exact=True).check()
    yield "6 body", touch("Continue")
    yield "7 about", touch("None of these")
    page.get_by_role("radio", name="18-44", exact=True).check()
    yield "8 safe", touch("None of these")
    yield "plan", touch("None of these")
    yield "emergency signs", lambda: page.goto(f"{site}/emergency")
    yield "now, again", lambda: page.goto(f"{site}/relief")
    yield "emergency card", touch("Chest or jaw pain")
    yield "safe steps", lambda: page.goto(f"{site}/steps")


def note(seen: Seen, page: Page, answers: list[Response], mode: str) -> None:
    for answer in answers:
        path, size = urlsplit(answer.url).path, answer.request.sizes()["responseBodySize"]
        kind = answer.request.resource_type
        if kind == "document":
            seen.html = size
            seen.encodings.add(answer.all_headers().get("content-encoding", "none"))
        elif kind == "stylesheet" and mode == "cold":
            seen.styles[path] = size
        elif path.startswith("/figures/") and mode == "cold":
            seen.figures[path] = size
    hosts = {urlsplit(answer.url).hostname or "" for answer in answers}
    seen.hosts |= hosts - {HOST}
    seen.blocking = max(seen.blocking, page.evaluate(BLOCKING))
    paint = page.evaluate(LARGEST_PAINT)
    if paint is not None:
        seen.paints[mode].append(paint)


def report(seen: dict[str, Seen]) -> None:
    head = ("html", "css", "sum", "code", "figures", "largest", "hosts", "block", "cold", "warm")
    print(f"{'page':<16}" + "".join(f"{word:>9}" for word in head))
    for name, one in seen.items():
        largest = max(one.figures.values(), default=0)
        code = "+".join(sorted(one.encodings))
        paints = [f"{median(one.paints[mode]) / 1000:.2f}" for mode in ("cold", "warm")]
        style = sum(one.styles.values())
        numbers = (one.html, style, one.html + style, code, len(one.figures), largest)
        row = (*numbers, len(one.hosts), one.blocking, *paints)
        over = " OVER" if one.html + style > LIMIT or largest > FIGURE_LIMIT else ""
        print(f"{name:<16}" + "".join(f"{value:>9}" for value in row) + over)
    print(f"bytes as sent; largest paint in seconds, median of {LOADS} loads; limit {LIMIT} bytes")


if __name__ == "__main__":
    main()
