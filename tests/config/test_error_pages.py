"""Whatever is sent, the answer is a calm page: never a trace, never our own failure."""

from typing import Any
from unittest import mock

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from easeback.config import errors
from easeback.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]
pytestmark = pytest.mark.django_db

CONTROL = "".join(map(chr, range(32))) + "\x7f\x85\u2028\ud7ff\ufffe"


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


urlpatterns = [path("", broken), path("es/", broken)]


def title(status: str, language: str = "en") -> str:
    return f"<h1>{errors.WORDS[language][status]['title']}</h1>"


@pytest.mark.parametrize(("at", "language"), [("/nowhere", "en"), ("/es/nowhere", "es")])
def test_a_missing_page_is_said_in_the_language_of_its_address(
    client: Client, at: str, language: str
) -> None:
    answer = client.get(at)
    assert answer.status_code == 404
    assert title("404", language) in answer.content.decode()
    assert "911" in answer.content.decode()


@pytest.mark.parametrize(("at", "language"), [("/", "en"), ("/es/", "es")])
def test_our_own_failure_shows_no_trace(at: str, language: str) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        answer = Client(raise_request_exception=False).get(at)
    assert answer.status_code == 500
    assert title("500", language) in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def test_the_last_page_stands_without_its_template() -> None:
    with mock.patch.object(errors, "render_to_string", side_effect=OSError):
        answer = errors.error_page("500", 500)
    assert answer.status_code == 500
    assert "911" in answer.content.decode()


@pytest.mark.parametrize("at", ["/", "/es/", "/nowhere", "/admin/login/"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_huge_body_is_refused(client: Client, at: str, kind: str) -> None:
    answer = client.post(at, b"a" * (64 * 1024 + 1), content_type=kind)
    assert answer.status_code == 413
    assert title("413", answer["Content-Language"]) in answer.content.decode()


@pytest.mark.parametrize("length", ["-1", "x", "9" * 40, "\uff11"])
def test_a_length_that_is_none_is_refused(client: Client, length: str) -> None:
    answer = client.post("/", b"a=b", content_type="text/plain", CONTENT_LENGTH=length)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"no part", "multipart/form-data"),
        (b"--b\r\nno header", "multipart/form-data; boundary=b"),
        (b"a=%ff%fe&=&&%", "application/x-www-form-urlencoded"),
        (b"a=b", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"&".join(b"a=b" for _ in range(2000)), "application/x-www-form-urlencoded"),
    ],
)
@pytest.mark.parametrize("at", ["/", "/admin/login/", "/staff/sign-in/x/"])
def test_a_garbled_form_is_no_failure_of_ours(
    client: Client, at: str, body: bytes, kind: str
) -> None:
    assert client.post(at, body, content_type=kind).status_code < 500


@pytest.mark.parametrize("at", ["/", "/es/", "/admin/login/", "/staff/sign-in/x/"])
def test_a_control_character_is_no_failure_of_ours(client: Client, at: str) -> None:
    failed = []
    for text in (f"a{character}b" for character in CONTROL):
        # A server hands a header over as Latin-1, whatever its bytes mean.
        header = text.encode(errors="replace").decode("latin-1")
        sent: dict[str, Any] = {text: text, "username": text, "password": text}
        answers = {
            "path": client.get(at + text),
            "query": client.get(at, {text: text}),
            "body": client.post(at, sent),
            "header": client.get(at, headers={"accept-language": header, "cookie": header}),
        }
        failed += [(text, where) for where, got in answers.items() if got.status_code >= 500]
    assert failed == []


def test_a_foreign_host_is_refused(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert title("400") in answer.content.decode()


def test_every_error_is_said_in_both_languages() -> None:
    shape = {
        language: {
            key: sorted(said) if isinstance(said, dict) else "" for key, said in page.items()
        }
        for language, page in errors.WORDS.items()
    }
    assert shape["en"] == shape["es"]
