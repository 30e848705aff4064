"""What is kept of a picture or a video: what can be seen, and nothing that tells of a place."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from easeback.apps.care import filing
from easeback.apps.care.filing import NotKept, keep
from easeback.domain.program import Filed
from tests.apps.care.filming import PLACE, huge_picture, mp4, picture, webm

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> Path:
    settings.EXERCISE_FILES = tmp_path / "files"
    return tmp_path / "files"


def kept(came: bytes) -> Filed:
    return keep(BytesIO(came), len(came))


def content_of(filed: Filed) -> bytes:
    file = filing.open_kept(filed.name)
    assert file is not None
    with file:
        return file.read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_painted_anew_without_its_place(kind: str) -> None:
    came = picture(kind)
    assert b"canary-camera" in came
    filed = kept(came)
    content = content_of(filed)
    assert (filed.width, filed.height, filed.is_video) == (60, 40, False)
    assert content.startswith(b"\xff\xd8")
    assert b"canary" not in content
    with Image.open(BytesIO(content)) as found:
        assert not found.getexif()
    assert filing.type_of(filed.name) == "image/jpeg"


def test_a_picture_stands_upright_and_is_no_larger_than_a_page_shows_it() -> None:
    filed = kept(picture(size=(3200, 1600), turned=6))
    assert (filed.width, filed.height) == (800, 1600)
    assert filing.size_of(filed.name) == (800, 1600)


def test_what_can_be_seen_through_stands_on_white() -> None:
    made = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(BytesIO(content_of(kept(made.getvalue())))) as found:
        assert found.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("came", "why"),
    [
        (HTML, "unknown-kind"),
        (SVG, "unknown-kind"),
        (b"", "unknown-kind"),
        (b"GIF89a" + bytes(40), "unknown-kind"),
        (picture()[:300], "broken"),
        (picture("PNG")[:60], "broken"),
        (huge_picture(), "too-many-pixels"),
        (mp4()[:-1], "broken"),
        (mp4()[:60], "broken"),
        (mp4() + b"\x00\x00", "broken"),
        (mp4().replace(b"trak", b"free"), "broken"),
        (mp4().replace(b"isom", b"qt  ", 1), "unknown-kind"),
        (webm()[:-1], "broken"),
        (webm(streamed=True)[:-1], "broken"),
        (webm().replace(b"webm", b"mkv "), "unknown-kind"),
    ],
    ids=range(15),
)
def test_what_is_no_picture_and_no_whole_video_is_refused(
    came: bytes, why: str, place: Path
) -> None:
    with pytest.raises(NotKept) as refused:
        kept(came)
    assert refused.value.why == why
    assert not place.exists() or list(place.iterdir()) == []


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(NotKept, match="too-large"):
        keep(BytesIO(), filing.MOST_BYTES + 1)


def test_a_video_is_kept_whole_without_its_place() -> None:
    came = mp4()
    assert came.count(PLACE) == 3
    filed = kept(came)
    content = content_of(filed)
    assert (filed.is_video, filing.type_of(filed.name)) == (True, "video/mp4")
    assert len(content) == len(came)
    assert PLACE not in content
    assert content.count(b"free") == 3
    assert content[content.index(b"mdat") :] == came[came.index(b"mdat") :]


@pytest.mark.parametrize("streamed", [False, True])
def test_a_video_of_a_browser_is_kept_whole(streamed: bool) -> None:  # noqa: FBT001
    filed = kept(webm(streamed=streamed))
    assert filing.type_of(filed.name) == "video/webm"
    assert PLACE not in content_of(filed)
    assert len(content_of(filed)) == len(webm(streamed=streamed))


def test_the_same_again_is_the_same_file(place: Path) -> None:
    assert kept(mp4()) == kept(mp4())
    assert len(list(place.iterdir())) == 1


@pytest.mark.parametrize(
    "name",
    ["../secret-key", "/etc/passwd", "", ".", f"{'0' * 64}.jpg/..", f"{'0' * 64}.svg", "0" * 64],
)
def test_no_name_but_ours_leads_anywhere(name: str, place: Path) -> None:
    place.mkdir()
    (place.parent / "secret-key").write_text("canary")
    assert filing.open_kept(name) is None
    assert not filing.is_kept(name)
