"""Draws the app's icons from a figure; needs Chromium and the development packages."""

import argparse
import shutil
from pathlib import Path

from easeback.domain.figure import LIGHT, LOOKS, draw

SIZES = (32, 192, 512)
FOLDER = Path(__file__).parents[1] / "web" / "patient" / "relief" / "static" / "relief"
# A launcher may cut a maskable icon to its middle four fifths: the figure stays inside them.
PAGE = """<style>body {{ margin: 0; height: 100vh; background: #1b4d3e }} * {{ display: grid }}
style {{ display: none }} div {{ place-self: center; width: 80% }}
body > div {{ width: 78%; height: 78%; border-radius: 50%; background: #e9f0e4 }}</style>
<div><div>{figure}</div></div>"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes nothing."""


def run(arguments: argparse.Namespace) -> int:
    from playwright.sync_api import sync_playwright

    figure = draw(
        "cat-cow", "cat", look=LOOKS["teal"], palette=LIGHT, title="Easeback", description=""
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE.format(size=size, figure=figure))
            page.screenshot(path=FOLDER / f"icon-{size}.png")
            print(f"icon-{size}.png")
        browser.close()
    return 0
