"""The player in a browser: bytes, where the phrases are in the track, figure against sound, work.

One routine of a plain flare is played in real time, to its end (`--seconds` for less). The figure
is sampled ten times a second; the main thread's work is what the browser itself counts, and
beside it, in the same run, that of the page at rest with nothing playing.
"""

import argparse
import shutil
from itertools import pairwise
from statistics import median
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.pages import FLAGS, journey
from benchmarks.serving import HOST, data_directory, served

PLAYER = "document.querySelector('[data-player]').player"
LIMIT = 400_000
SAMPLE = """() => {
    const player = PLAYER;
    window.samples = [];
    const wanted = (step, ms) => {
        const [start, end, round] = step.figure;
        const share = Math.min(1, ms / step.ms);
        return round ? ms % round : start + share * (end - start);
    };
    const sample = () => {
        const ms = player.audio.currentTime * 1000;
        const step = player.queue.stepAt(ms);
        const svg = document.querySelector("[data-figure] svg");
        if (!player.audio.paused && svg && step.figure && step.figure[0] !== step.figure[1]) {
            const speed = step.figure[2] ? 1 : (step.figure[1] - step.figure[0]) / step.ms;
            const off = svg.getCurrentTime() * 1000 - wanted(step, ms - step.at);
            window.samples.push([ms, off / speed]);
        }
    };
    // Out of step with the frames, so that every moment of theirs is met.
    setInterval(sample, 97);
}""".replace("PLAYER", PLAYER)
POSITIONS = """async () => {
    // Every phrase is looked for in the decoded track, within 300 ms of where the script has it.
    const player = PLAYER;
    const { rate } = player.routine;
    const wav = await (await fetch(player.audio.src)).arrayBuffer();
    const decoded = await new OfflineAudioContext(1, 1, rate).decodeAudioData(wav);
    const track = decoded.getChannelData(0);
    const reach = Math.round(0.3 * rate);
    const likeness = (phrase, from) => {
        let sum = 0;
        for (let at = 0; at < phrase.length; at += 4) sum += phrase[at] * (track[from + at] ?? 0);
        return sum;
    };
    const found = [];
    for (const step of player.queue.steps) {
        const phrase = player.phrases.get(step.say?.[0])?.subarray(0, rate);
        if (!phrase) continue;
        const meant = Math.round((step.at * rate) / 1000);
        let best = [-Infinity, 0];
        for (let off = -reach; off <= reach; off += 6) {
            const alike = likeness(phrase, meant + off);
            if (alike > best[0]) best = [alike, off];
        }
        found.push((1000 * best[1]) / rate);
    }
    return found;
}""".replace("PLAYER", PLAYER)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=None, help="play no longer than this")
    wanted = parser.parse_args().seconds
    with data_directory() as data, served(data) as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        size: Any = {"width": 390, "height": 844}
        # The page's own policy lets nobody read a track back.
        context = browser.new_context(viewport=size, service_workers="block", bypass_csp=True)
        page = context.new_page()
        for _, go in journey(page, f"http://{HOST}:{port}", hurts="Twisting"):
            with page.expect_navigation(wait_until="load"):
                go()
            if page.get_by_role("button", name="Do it with me", exact=True).count():
                break
        played(page, wanted)
        browser.close()


def played(page: Page, wanted: float | None) -> None:
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda r: sizes.update({r.url: sum_of(r.sizes())}))
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="Do it with me", exact=True).click()
    page.wait_for_timeout(4000)
    print(f"first routine on the wire: {sum(sizes.values())} bytes in {len(sizes)} files", end="")
    print(f" (limit {LIMIT})")
    control = page.context.new_cdp_session(page)
    control.send("Performance.enable")
    idle = busy(page, control, 10)
    page.locator("[data-start]").click()
    page.wait_for_timeout(1500)
    off = page.evaluate(POSITIONS)
    print(f"{len(off)} phrases in the track: off by {max(map(abs, off)):.1f} ms at most")
    page.evaluate(SAMPLE)
    length = page.evaluate(f"{PLAYER}.audio.duration - {PLAYER}.audio.currentTime")
    seconds = min(length - 2, wanted or length)
    working = busy(page, control, seconds)
    drifts(page.evaluate("window.samples"))
    for name, (work, task) in (("playing", working), ("at rest", idle)):
        print(f"main thread, {name}: {work:.1%} working, {task:.1%} with a task")
    print(f"played for {seconds:.0f} s")


def sum_of(sizes: Any) -> int:
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])


def busy(page: Page, control: CDPSession, seconds: float) -> tuple[float, float]:
    """Shares of a stretch of time: the main thread worked, and it had a task, waiting included.

    On a machine that others use too, a task takes longer than its work.
    """

    def read() -> tuple[float, float, float]:
        metrics = control.send("Performance.getMetrics")["metrics"]
        named = {metric["name"]: metric["value"] for metric in metrics}
        return named["ThreadTime"], named["TaskDuration"], named["Timestamp"]

    work, task, start = read()
    page.wait_for_timeout(1000 * seconds)
    more_work, more_task, end = read()
    return (more_work - work) / (end - start), (more_task - task) / (end - start)


def drifts(samples: list[list[float]]) -> None:
    """Figure against sound; in the first and the last minute."""
    off = sorted(abs(each) for _, each in samples)
    first = [each for at, each in samples if at - samples[0][0] < 60_000]
    last = [each for at, each in samples if samples[-1][0] - at < 60_000]
    gaps = [other[0] - one[0] for one, other in pairwise(samples)]
    print(f"figure: {len(off)} samples, every {median(gaps):.0f} ms; off by {median(off):.1f} ms")
    print(f"  99 % within {off[int(0.99 * len(off))]:.1f} ms", end="")
    print(f"; median of the first minute {median(first):.1f}, of the last {median(last):.1f} ms")


if __name__ == "__main__":
    main()
