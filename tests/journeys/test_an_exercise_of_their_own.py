"""A therapist writes an exercise that the library lacks, asks it of a patient, and the patient sees
it in their own language, with its poses, or with a video that the therapist has made."""

from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from easeback.web.letters import program_token
from tests.journeys.test_anybody_can_use_it import cut_off
from tests.journeys.test_todays_program import course as course  # noqa: PLC0414  A fixture.
from tests.journeys.test_todays_program import site as site  # noqa: PLC0414  A fixture.
from tests.journeys.test_todays_program import works_as_ann

Usable = Callable[[], None]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
ASKED = ("Standing", "Balance", "Effort (repeats always ask it)")

RECORD = """async () => {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(20), {mimeType: "video/webm"});
  const parts = [];
  recorder.ondataavailable = ({data}) => parts.push(data);
  recorder.start(200);
  for (let at = 0; at < 20; at += 1) {
    pen.fillStyle = at % 2 ? "teal" : "gold";
    pen.fillRect(0, 0, 300, 150);
    await new Promise(then => setTimeout(then, 50));
  }
  await new Promise(then => { recorder.onstop = then; recorder.stop(); });
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(bytes.reduce((text, byte) => text + String.fromCharCode(byte), ""));
}"""
"""A second of video as this browser records it."""
PLAYS = "video => video.play().then(() => video.readyState >= 2 && video.error === null)"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> None:
    settings.EXERCISE_FILES = tmp_path / "files"


def writes_words(page: Page, language: str, name: str, moves: str) -> None:
    sheet = page.get_by_role("group", name=language, exact=True)
    sheet.get_by_label("Name").fill(name)
    sheet.get_by_label("How to begin").fill(name)
    sheet.get_by_label("Moves, one a line").fill(moves)
    sheet.get_by_label("Stop if, one a line").fill(name)
    sheet.get_by_label("What the picture shows").fill(name)


def poses_it(page: Page) -> None:
    """Another figure without a script's help, then a joint with the keyboard."""
    page.get_by_label("Figure", exact=True).select_option("hip-hinge")
    show = page.get_by_role("button", name="Show", exact=True).last
    with page.expect_navigation():
        show.press("Enter")
    end = page.get_by_role("group", name="End pose")
    lean, drawn = end.get_by_label("Lean"), end.get_by_role("img", name="End pose")
    before = drawn.get_attribute("src")
    for _ in range(6):
        lean.press("ArrowLeft")
    expect(drawn).not_to_have_attribute("src", str(before))
    expect(end.get_by_role("status").last).to_be_visible()


def says_what_it_asks(page: Page) -> None:
    for group in page.locator(".demands").get_by_role("group").all():
        name = group.locator("legend").inner_text()
        group.get_by_label("Yes" if name in ASKED else "No", exact=True).check()


def writes_it(page: Page, site: str, assert_usable: Usable) -> None:
    size = page.viewport_size
    page.goto(f"{site}/staff/exercises/")
    assert_usable()
    page.get_by_role("link", name="Write an exercise").click()
    writes_words(page, "In English", "Tap the wall behind", "Push your hips back.\nCome up.")
    page.get_by_label("Repeats").check()
    page.get_by_label("Standing", exact=True).check()
    poses_it(page)
    assert_usable()
    keep = page.get_by_role("button", name="Keep this exercise")
    with page.expect_navigation():
        keep.click()
    expect(page.get_by_role("alert")).to_contain_text("18 answers are still missing")
    assert_usable()
    # The first button of a form is for the Enter key alone.
    assert [each for each in cut_off(page, width=320) if 'class="first"' not in each] == []
    if size is not None:
        page.set_viewport_size(size)
    says_what_it_asks(page)
    writes_words(page, "In Spanish", "Toque la pared", "Lleve la cadera hacia atrás.")
    with page.expect_navigation():
        keep.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tap the wall behind")
    assert_usable()


def asks_it_of_ana(page: Page, site: str, course: UUID, assert_usable: Usable) -> None:
    page.goto(f"{site}/staff/patients/{course}/program/write/")
    page.get_by_label("Exercise", exact=True).select_option(label="Tap the wall behind")
    with page.expect_navigation():
        page.get_by_role("button", name="Add one more").click()
    expect(page.get_by_role("group", name="1. Tap the wall behind")).to_be_visible()
    assert_usable()
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("main")).to_contain_text("Version 1")


@pytest.mark.proof
@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_an_exercise_of_their_own_goes_to_a_patient(
    page: Page, site: str, course: UUID, assert_usable: Usable, screen: dict[str, int]
) -> None:
    works_as_ann(page, site)
    page.set_viewport_size({"width": screen["width"], "height": screen["height"]})
    writes_it(page, site, assert_usable)
    asks_it_of_ana(page, site, course, assert_usable)

    page.goto(f"{site}/es/program/{program_token(course)}")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Toque la pared")
    expect(main).to_contain_text("Hágalo por su cuenta")
    picture = main.get_by_role("img", name="Toque la pared")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert_usable()
    assert [*cut_off(page, width=320), *cut_off(page, letters=32)] == []


@pytest.mark.proof
def test_a_video_of_their_own_plays_on_the_patients_page(
    page: Page, site: str, course: UUID, assert_usable: Usable
) -> None:
    works_as_ann(page, site)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/staff/exercises/own/write/")
    writes_words(page, "In English", "Tap the wall behind", "Push your hips back.")
    page.get_by_label("Repeats").check()
    page.get_by_label("Standing", exact=True).check()
    says_what_it_asks(page)
    filmed = b64decode(page.evaluate(RECORD))
    page.get_by_role("radio", name="Your own picture or video").check()
    page.get_by_label("Choose a file").set_input_files(
        {"name": "wall.webm", "mimeType": "video/webm", "buffer": filmed}
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Show", exact=True).last.click()
    assert page.locator("video").evaluate(PLAYS)
    assert_usable()
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this exercise").click()
    assert_usable()
    asks_it_of_ana(page, site, course, assert_usable)

    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/es/program/{program_token(course)}")
    assert page.get_by_label("Video: Tap the wall behind").evaluate(PLAYS)
    expect(page.get_by_role("main")).to_contain_text("solo en inglés")
    assert_usable()
    assert cut_off(page, width=320) == []
    # Nobody asks for a stretch of it any more.
    page.goto("about:blank")
