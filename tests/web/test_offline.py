"""What works without a connection; the browser's side of it is a story in tests/journeys."""

import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import easeback.web.patient.relief

pytestmark = pytest.mark.django_db


def settings(client: Client) -> Any:
    first = client.get("/sw.js").content.decode().splitlines()[0]
    return json.loads(first.removeprefix("const settings = ").removesuffix(";"))


def test_the_worker_stands_at_the_root_and_is_asked_for_anew(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"


def test_everything_that_it_keeps_is_there(client: Client) -> None:
    kept = settings(client)
    pages = [path for language in kept["pages"].values() for path in language.values()]
    assert {"/emergency", "/steps", "/wake", "/es/emergency", "/es/steps", "/call"} <= set(pages)
    for path in (*pages, *kept["files"]):
        answer = client.get(path)
        assert answer.status_code == 200, path
        answer.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_it_keeps_looks_like_itself_without_a_connection(
    client: Client, language: str
) -> None:
    kept = settings(client)
    for path in kept["pages"][language].values():
        page = client.get(path).content.decode()
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
        assert sheets, path
        assert set(sheets) <= set(kept["files"]), path


def test_it_keeps_no_page_of_the_journey(client: Client) -> None:
    kept = settings(client)
    pages = [path for language in kept["pages"].values() for path in language.values()]
    assert not [path for path in pages if path.endswith("/relief")]


def test_pages_are_trusted_for_thirty_days(client: Client) -> None:
    assert settings(client)["milliseconds"] == 30 * 24 * 60 * 60 * 1000


@pytest.mark.parametrize("path", ["/sw.js", "/manifest.webmanifest", "/es/manifest.webmanifest"])
def test_it_asks_no_database(
    client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(("path", "start"), [("/", "/"), ("/es/", "/es/")])
def test_the_manifest_starts_in_its_language(client: Client, path: str, start: str) -> None:
    manifest = client.get(f"{path}manifest.webmanifest").json()
    assert manifest["start_url"] == start
    assert f'href="{path}manifest.webmanifest"' in client.get(path).content.decode()
    purposes = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert {("192x192", "maskable"), ("512x512", "maskable"), ("512x512", "any")} <= purposes


@pytest.mark.parametrize("size", [192, 512])
def test_the_icons_are_as_large_as_they_say(size: int) -> None:
    folder = Path(easeback.web.patient.relief.__file__).parent / "static" / "relief"
    picture = (folder / f"icon-{size}.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (size, size)
    assert len(picture) > 3000
