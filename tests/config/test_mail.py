"""The mail server comes from one address, and is never spoken to in the clear from afar."""

import json
from pathlib import Path

import pytest

from easeback.config.mail import mail_server
from tests.ops.terminal import python

ASK = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "easeback.config.settings"
from django.conf import settings
names = ("MAIL_SERVER", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD",
         "EMAIL_USE_TLS", "EMAIL_USE_SSL", "DEFAULT_FROM_EMAIL", "MAIL_DOMAIN")
print(json.dumps([getattr(settings, name) for name in names]))
"""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://a%40b:p%2Fw@mail.example", ["mail.example", 587, "a@b", "p/w", True, False]),
        ("smtps://a:b@mail.example:4650", ["mail.example", 4650, "a", "b", False, True]),
        ("smtps://mail.example", ["mail.example", 465, "", "", False, True]),
        ("smtp://127.0.0.1:25", ["127.0.0.1", 25, "", "", False, False]),
    ],
)
def test_the_address_says_all(tmp_path: Path, address: str, expected: list[object]) -> None:
    more = {"EASEBACK_MAIL": address, "EASEBACK_ADDRESS": "https://relief.example"}
    said = json.loads(python("-c", ASK, data=tmp_path, **more).stdout)
    assert said == [True, *expected, "no-reply@relief.example", "relief.example"]


def test_without_an_address_there_is_no_mail_server(tmp_path: Path) -> None:
    assert json.loads(python("-c", ASK, data=tmp_path).stdout)[0] is False


@pytest.mark.parametrize(
    "address", ["mail.example", "http://mail.example", "smtp://", "smtp://a:geheim@mail.example/x"]
)
def test_an_address_that_is_none_is_refused_without_showing_its_password(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EASEBACK_MAIL", address)
    with pytest.raises(ValueError, match="EASEBACK_MAIL") as refusal:
        mail_server()
    assert "geheim" not in str(refusal.value)
