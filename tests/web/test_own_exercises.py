"""Writing an exercise of the practice's own: its form, its poses, its files, and who may."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from easeback.apps.booking.models import TherapistTime
from easeback.apps.care import filing
from easeback.apps.care.library import versions_of, whole_library
from easeback.apps.care.models import OwnExercise as Version
from easeback.apps.care.roles import LEAD
from easeback.domain.exercise import Demand
from easeback.domain.figure import Posed, joints_of, numbers_of
from easeback.domain.program import Amount, Drawn, Filed
from easeback.domain.vocabulary import Language
from tests import cast
from tests.apps.booking.world import therapist
from tests.apps.care.filming import PLACE, huge_picture, mp4, picture, webm
from tests.apps.care.recording import account_with_role
from tests.domain.program.owning import WORDS, own, said
from tests.web.own_exercises import LIBRARY, NEW, body_of, own_form, upload
from tests.web.staff_calendar import as_ann, as_desk, text_of
from tests.web.staff_calendar import world as world  # noqa: PLC0414  A fixture.

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world", "files")]
HTML, SVG = b"<!doctype html><script>x</script>", b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def files(tmp_path: Path, settings: Settings) -> Path:
    settings.EXERCISE_FILES = tmp_path / "files"
    return tmp_path / "files"


def as_bea(client: Client) -> None:
    bea = cast.signed_in(client, account_with_role("bea"))
    TherapistTime.objects.filter(pk=therapist("Bea")).update(account=bea)


def the_one() -> Any:
    (found,) = whole_library().newest.values()
    return found


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_one_is_written_and_seen_in_the_library(client: Client, prefix: str) -> None:
    as_ann(client)
    assert client.get(prefix + NEW).status_code == 200
    given = own(said=said(Demand.FLOOR), dose=Amount(reps=6, hold=5), sided=True)
    done = client.post(prefix + NEW, own_form(given), follow=True)
    assert done.status_code == 200
    name = "Alcance el estante" if prefix else "Reach for the shelf"
    assert name in text_of(done)
    found = the_one()
    numbers = {
        pose: tuple(numbers_of("seated-cat-cow", pose).items()) for pose in ("neutral", "cow")
    }
    drawn = Drawn(
        "seated-cat-cow",
        Posed("neutral", numbers["neutral"]),
        Posed("cow", numbers["cow"]),
    )
    words, wanted = found.own.words, own(said={**said(Demand.FLOOR), Demand.EXERCISE: True}).said
    assert (words, found.own.said, found.own.picture) == (own().words, wanted, drawn)
    assert (found.own.dose, found.own.sided, found.number) == (Amount(reps=6, hold=5), True, 1)
    assert name in text_of(client.get(prefix + LIBRARY))


def test_minutes_and_one_language_are_enough(client: Client) -> None:
    as_ann(client)
    given = own(words={Language.ENGLISH: WORDS}, moves=False, dose=Amount(minutes=4))
    page = client.post(NEW, own_form(given), follow=True)
    assert "Nobody has written it in Spanish" in text_of(page)
    assert the_one().own.dose == Amount(minutes=4)
    assert set(the_one().own.words) == {Language.ENGLISH}


@pytest.mark.parametrize(
    ("control", "typed", "said_of_it"),
    [
        ("words.en.name", "", "Name: This is still missing."),
        ("words.es.moves", "", "In Spanish: Moves, one a line: This is still missing."),
        ("words.en.start", "x" * 301, "This is too long."),
        ("dose.reps", "99", "From 1 to 30."),
        ("dose.reps", "many", "Please type a whole number."),
        ("kind", "", "It is done by: This is still missing."),
        ("posture", "flying", "Where it begins: This is still missing."),
        ("said.twist", "", "Twisting the trunk: This is still missing."),
        ("said.twist", "maybe", "Twisting the trunk: This is still missing."),
        ("picture.start.lean", "70", "Start pose: A joint bends further"),
    ],
)
def test_what_cannot_be_is_named_beside_its_field_and_nothing_typed_is_lost(
    client: Client, control: str, typed: str, said_of_it: str
) -> None:
    as_ann(client)
    poses = Drawn("sit-to-stand", Posed("sitting", (("lean", -6),)), Posed("leaning"))
    answer = client.post(NEW, own_form(own(picture=poses), **{control: typed}))
    assert answer.status_code == 422
    assert said_of_it in text_of(answer)
    page = answer.content.decode()
    assert "problem" in page
    assert "Reach up." in page
    assert 'value="sit-to-stand" selected' in page
    assert not Version.objects.exists()


def test_a_posture_against_what_is_said_is_named(client: Client) -> None:
    as_ann(client)
    answer = client.post(NEW, own_form(posture="on-back"))
    assert answer.status_code == 422
    assert "Lying on the back: Where it begins asks this. Please say yes." in text_of(answer)


def test_another_figure_begins_with_its_own_poses(client: Client) -> None:
    as_ann(client)
    sent = own_form(wish="show", **{"picture.figure": "bridge"})
    page = client.post(NEW, sent).content.decode()
    assert 'name="picture.end.of" value="bridge.lifted"' in page
    assert 'name="picture.start.bend.lumbar"' in page
    assert "Reach up." in page
    (drawn, _) = re.findall(r'<img src="([^"]+pose/[^"]+)"', page)
    picture_of = client.get(drawn.replace("&amp;", "&"))
    assert (picture_of.status_code, picture_of["Content-Type"]) == (200, "image/svg+xml")


def test_a_joint_that_was_moved_is_kept_and_drawn(client: Client) -> None:
    as_ann(client)
    client.post(NEW, own_form(own(picture=Drawn("bridge", Posed("start"), Posed("lifted")))))
    page = client.get(f"{LIBRARY}own/{the_one().exercise}/write/").content.decode()
    assert 'name="picture.end.lift" min="0" max="100" value="100"' in page
    moved = own_form(the_one().own, seen=1, **{"picture.end.lift": "40"})
    assert client.post(f"{LIBRARY}own/{the_one().exercise}/write/", moved).status_code == 302
    assert dict(the_one().own.picture.end.numbers)["lift"] == 40
    drawn = [
        client.get(f"{LIBRARY}own/files/{each.version}/end-light").content
        for each in versions_of(the_one().exercise)
    ]
    assert drawn[0] != drawn[1]


@pytest.mark.parametrize("figure", ["head-stand", "", "cat-cow&base=dog"])
def test_no_other_figure_is_drawn(client: Client, figure: str) -> None:
    as_ann(client)
    assert client.get(f"{LIBRARY}own/pose/?figure={figure}").status_code == 400
    wild = f"{LIBRARY}own/pose/?figure=cat-cow&base=cat&lean=999999&bend.nod=x&lift=²"
    assert client.get(wild).status_code == 200


@pytest.mark.parametrize("number", ["²", "9" * 5000])
def test_what_is_no_number_breaks_neither_a_pose_nor_the_form(client: Client, number: str) -> None:
    as_ann(client)
    for joint in joints_of("cat-cow"):
        pose = {"figure": "cat-cow", "base": "cat", joint.name: number}
        assert client.get(f"{LIBRARY}own/pose/", pose).status_code == 200
    assert client.post(NEW, own_form(wish="figure", seen=number)).status_code == 200


def test_a_picture_is_kept_and_served_to_staff(client: Client) -> None:
    as_ann(client)
    assert client.post(NEW, own_form() | upload(picture(), "page.html")).status_code == 302
    filed = the_one().own.picture
    assert (filed.width, filed.height) == (60, 40)
    path = f"{LIBRARY}own/files/{the_one().version}/file"
    answer = client.get(path)
    content = body_of(answer)
    assert content.startswith(b"\xff\xd8")
    assert b"canary" not in content
    told = [answer[name] for name in ("Content-Type", "X-Content-Type-Options", "Cache-Control")]
    assert told[:2] == ["image/jpeg", "nosniff"]
    assert "no-store" in told[2]
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert Client().get(path).status_code == 302
    assert client.get(path.replace("file", "start-light", 1)).status_code == 404
    assert client.get(path[:-4] + "start-light").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (HTML, "me.jpg", "This is none of JPEG"),
        (SVG, "me.jpg", "This is none of JPEG"),
        (mp4()[:-9], "me.mp4", "This file is not whole."),
        (huge_picture(), "me.png", "too many pixels"),
        (b"x" * (filing.MOST_BYTES + 1), "me.mp4", "larger than 30 MB"),
    ],
    ids=["html", "svg", "cut off", "100 megapixels", "too large"],
)
def test_what_is_no_picture_is_refused_beside_its_field_and_nothing_typed_is_lost(
    client: Client, files: Path, content: bytes, name: str, why: str
) -> None:
    as_ann(client)
    answer = client.post(NEW, own_form() | upload(content, name))
    assert answer.status_code == 422
    assert f"Picture: {why}" in text_of(answer) or why in text_of(answer)
    assert "Reach up." in answer.content.decode()
    assert not files.exists() or list(files.iterdir()) == []
    assert not Version.objects.exists()


def test_a_file_that_came_once_need_not_come_again(client: Client) -> None:
    as_ann(client)
    answer = client.post(NEW, own_form(**{"words.en.name": ""}) | upload(picture()))
    assert answer.status_code == 422
    (name,) = re.findall(r'name="picture.file" value="([^"]+)"', answer.content.decode())
    assert body_of(client.get(f"{LIBRARY}own/kept/{name}")).startswith(b"\xff\xd8")
    again = own_form(**{"picture.kind": "file", "picture.file": name})
    assert client.post(NEW, again).status_code == 302
    assert the_one().own.picture == Filed(name, 60, 40)


@pytest.mark.parametrize(
    "name", ["..%2Fsecret-key", "secret-key", f"{'0' * 64}.jpg", "%2Fetc%2Fpasswd"]
)
def test_no_path_leads_out_of_the_place_of_files(client: Client, files: Path, name: str) -> None:
    as_ann(client)
    files.mkdir()
    (files.parent / "secret-key").write_text("canary")
    assert client.get(f"{LIBRARY}own/kept/{name}").status_code == 404
    sent = own_form(**{"picture.kind": "file", "picture.file": "../secret-key"})
    answer = client.post(NEW, sent)
    assert answer.status_code == 422
    assert "Picture: This is still missing." in text_of(answer)


@pytest.mark.parametrize(
    ("asked", "status", "expected", "said_of_it"),
    [
        ("bytes=0-1", 206, slice(0, 2), "bytes 0-1/{length}"),
        ("bytes=4-", 206, slice(4, None), "bytes 4-{last}/{length}"),
        ("bytes=-5", 206, slice(-5, None), "bytes {fifth}-{last}/{length}"),
        ("bytes=2-99999999", 206, slice(2, None), "bytes 2-{last}/{length}"),
        ("bytes=99999999-", 416, slice(0, 0), "bytes */{length}"),
        ("bytes=5-2", 416, slice(0, 0), "bytes */{length}"),
        ("bytes=-0", 416, slice(0, 0), "bytes */{length}"),
        ("bytes=0-1,4-5", 200, slice(None), ""),
        ("", 200, slice(None), ""),
    ],
)
def test_a_video_is_served_in_the_stretches_that_a_phone_asks_for(
    client: Client, asked: str, status: int, expected: slice, said_of_it: str
) -> None:
    as_ann(client)
    client.post(NEW, own_form() | upload(mp4(), "me.mp4"))
    whole = mp4().replace(PLACE, bytes(len(PLACE)))
    path = f"{LIBRARY}own/files/{the_one().version}/file"
    answer = client.get(path, headers={"Range": asked} if asked else {})
    assert answer.status_code == status
    content = body_of(answer)
    assert len(content) == len(whole[expected])
    length = len(whole)
    said_then = said_of_it.format(length=length, last=length - 1, fifth=length - 5)
    assert answer.get("Content-Range", "") == said_then
    if status == 206:
        assert (answer["Content-Type"], answer["Content-Length"]) == (
            "video/mp4",
            str(len(content)),
        )


def test_a_browsers_own_recording_is_taken(client: Client) -> None:
    as_ann(client)
    client.post(NEW, own_form() | upload(webm(streamed=True), "me.webm"))
    page = client.get(f"{LIBRARY}own/{the_one().exercise}/").content.decode()
    assert "<video" in page
    assert "autoplay" not in page


def test_two_clicks_write_once(client: Client) -> None:
    as_ann(client)
    sent = own_form()
    assert [client.post(NEW, sent).status_code for _ in range(2)] == [302, 302]
    assert Version.objects.count() == 1


def test_what_is_changed_after_going_back_is_not_lost(client: Client) -> None:
    as_ann(client)
    sent = own_form()
    client.post(NEW, sent)
    changed = {**sent, "words.en.name": "Another name"}
    again = client.post(NEW, changed)
    assert again.status_code == 409
    assert "It is written already." in text_of(again)
    page = again.content.decode()
    assert re.findall(r'name="seen" value="(\d+)"', page) == ["0"]
    key = re.findall(r'name="key" value="([^"]+)"', page)[0]
    assert client.post(NEW, {**changed, "key": key}).status_code == 302
    found = {each.own.words[Language.ENGLISH].name for each in whole_library().own.values()}
    assert "Another name" in found
    assert len(found) == 2


def test_another_therapist_changes_it_and_of_two_the_second_is_told(client: Client) -> None:
    as_ann(client)
    client.post(NEW, own_form())
    path = f"{LIBRARY}own/{the_one().exercise}/write/"
    bea = Client()
    as_bea(bea)
    assert bea.post(path, own_form(own(dose=Amount(reps=5)), seen=1)).status_code == 302
    late = client.post(path, own_form(own(dose=Amount(reps=7)), seen=1))
    assert late.status_code == 409
    assert "Somebody has changed it since." in text_of(late)
    assert 'name="seen" value="2"' in late.content.decode()
    assert client.post(path, own_form(own(dose=Amount(reps=7)), seen=2)).status_code == 302
    assert the_one().own.dose == Amount(reps=7)


def test_it_is_withdrawn_and_used_again(client: Client) -> None:
    as_ann(client)
    client.post(NEW, own_form())
    path = f"{LIBRARY}own/{the_one().exercise}/"
    assert client.post(f"{path}withdraw/", {}).status_code == 400
    for _ in range(2):
        done = client.post(f"{path}withdraw/", {"key": own_form()["key"]}, follow=True)
        assert "Withdrawn." in text_of(done)
    assert "Withdrawn" in text_of(client.get(LIBRARY))
    assert client.post(f"{path}write/", own_form(seen=2)).status_code == 302
    assert not the_one().withdrawn
    assert client.post(f"{LIBRARY}own/{UUID(int=9)}/withdraw/", own_form()).status_code == 404


def test_front_desk_and_lead_see_it_and_write_none(client: Client) -> None:
    as_ann(client)
    client.post(NEW, own_form())
    path = f"{LIBRARY}own/{the_one().exercise}/"
    desk, lead = Client(), Client()
    as_desk(desk)
    cast.signed_in(lead, account_with_role("lena", LEAD))
    for browser in (desk, lead):
        page = browser.get(path).content.decode()
        assert "Reach for the shelf" in page
        assert "write/" not in page
        for closed in (NEW, f"{path}write/"):
            assert browser.get(closed).status_code == 403
            assert browser.post(closed, own_form(seen=1)).status_code == 403
        assert browser.post(f"{path}withdraw/", own_form()).status_code == 403
    assert Version.objects.count() == 1


def test_a_forged_form_and_a_strangers_file_are_refused(files: Path) -> None:
    browser = Client(enforce_csrf_checks=True)
    as_ann(browser)
    assert browser.post(NEW, own_form() | upload(picture())).status_code == 403
    stranger = Client(enforce_csrf_checks=True).post(NEW, own_form() | upload(picture()))
    assert (stranger.status_code, stranger["Location"].split("?")[0]) == (302, "/admin/login/")
    assert not files.exists()


def test_a_body_is_large_on_this_form_alone(client: Client) -> None:
    as_ann(client)
    large = own_form() | {"more": "x" * 70_000}
    assert client.post(LIBRARY, large).status_code == 413
    length = {"CONTENT_LENGTH": str(41 * 1024 * 1024)}
    assert client.post(NEW, own_form(), **length).status_code == 413  # type: ignore[arg-type]
