"""Every answer carries the headers that keep a page to itself."""

import runpy

import pytest
from django.test import Client

from easeback.config import security

PAGES = [
    "/relief",
    "/es/relief",
    "/emergency",
    "/about",
    "/",
    "/es/",
    "/nowhere",
    "/es/nowhere",
    "/admin/login/",
    "/staff/sign-in/",
    "/staff/sign-in/x/",
]
SAME = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("at", PAGES)
def test_a_page_keeps_to_itself(client: Client, at: str) -> None:
    answer = client.get(at)
    assert {name: answer[name] for name in SAME} == SAME


@pytest.mark.parametrize("at", PAGES)
def test_only_our_own_files_run(client: Client, at: str) -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in client.get(at)["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in str(policy)


@pytest.mark.parametrize("at", PAGES)
def test_no_page_may_look_or_listen(client: Client, at: str) -> None:
    refused = client.get(at)["Permissions-Policy"]
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(refused.split(", "))


@pytest.mark.parametrize(
    ("at", "language"), [("/", "en"), ("/es/", "es"), ("/es/nowhere", "es"), ("/nowhere", "en")]
)
def test_the_path_alone_names_the_language(client: Client, at: str, language: str) -> None:
    answer = client.get(at, headers={"accept-language": "es,en;q=0.5"})
    assert answer["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.content.decode()
    assert "Accept-Language" not in answer.get("Vary", "")


def test_https_hardens_cookies_and_transport(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EASEBACK_ADDRESS", "https://relief.example")
    settings = runpy.run_path(security.__file__)
    assert settings["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert settings["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60


def test_plain_http_promises_no_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EASEBACK_ADDRESS", raising=False)
    settings = runpy.run_path(security.__file__)
    assert settings["SESSION_COOKIE_NAME"] == "session"
    assert settings["SECURE_HSTS_SECONDS"] == 0
    assert settings["SECURE_PROXY_SSL_HEADER"] is None
