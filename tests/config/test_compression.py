"""Pages are made small on the way, never those of the staff."""

import brotli
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
BROTLI = {"accept-encoding": "gzip, br"}


@pytest.mark.parametrize("path", ["/", "/es/relief", "/emergency", "/sw.js"])
def test_a_browser_that_can_read_brotli_gets_the_same_in_fewer_bytes(
    client: Client, path: str
) -> None:
    plain = client.get(path)
    small = client.get(path, headers=BROTLI)
    assert small["Content-Encoding"] == "br"
    assert brotli.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 1.5
    assert int(small["Content-Length"]) == len(small.content)
    assert "Content-Encoding" not in plain
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.parametrize("path", ["/admin/login/", "/staff/sign-in/x/"])
def test_a_page_with_a_secret_keeps_its_size(client: Client, path: str) -> None:
    assert "Content-Encoding" not in client.get(path, headers=BROTLI)
