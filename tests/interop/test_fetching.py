"""A calendar is fetched from where its address says, and never from inside our own walls."""

import socket
import ssl
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from easeback.interop import CalendarRefused, Fetched, NotFetched, fetch
from easeback.interop.busy import BIGGEST
from easeback.interop.fetching import Allowed, public
from tests.interop.answering import FILE, Answer, sending, serving

HERE = Allowed(plain_http=True, private_addresses=True)


def got(answer: Answer, path: str = "/a?b=c", **more: Any) -> Fetched:
    with serving(answer) as port:
        asked: dict[str, Any] = {"timeout": 10, "allowed": HERE, **more}
        return fetch(f"http://127.0.0.1:{port}{path}", **asked)


def test_the_file_comes_with_what_tells_whether_it_changed() -> None:
    paths = []

    def answer(to: BaseHTTPRequestHandler) -> None:
        paths.append(to.path)
        sending(ETag='"1"', Last_Modified="Mon, 02 Mar 2026 08:30:00 GMT")(to)

    assert got(answer) == Fetched(FILE, '"1"', "Mon, 02 Mar 2026 08:30:00 GMT")
    assert paths == ["/a?b=c"]


def test_an_unchanged_file_is_not_sent_again() -> None:
    asked = []

    def answer(to: BaseHTTPRequestHandler) -> None:
        asked.extend([to.headers["If-None-Match"], to.headers["If-Modified-Since"]])
        to.send_response(304)
        to.end_headers()

    known = Fetched(FILE, '"1"', "Mon, 02 Mar 2026 08:30:00 GMT")
    assert got(answer, known=known) == Fetched(None, known.etag, known.last_modified)
    assert asked == [known.etag, known.last_modified]


@pytest.mark.parametrize("status", [204, 304, 401, 404, 500])
def test_anything_but_a_file_is_told_by_its_number(status: int) -> None:
    with pytest.raises(NotFetched, match=str(status)):
        got(sending(status, b""))


def test_a_redirect_is_followed_and_a_ring_of_them_is_not() -> None:
    def answer(to: BaseHTTPRequestHandler) -> None:
        sending(302, b"", Location="/there")(to) if to.path == "/here" else sending()(to)

    assert got(answer, "/here").body == FILE
    with pytest.raises(NotFetched, match="redirects"):
        got(sending(301, b"", Location="/again"))


def test_too_big_a_file_is_not_read_to_its_end() -> None:
    written = 0

    def answer(to: BaseHTTPRequestHandler) -> None:
        nonlocal written
        to.send_response(200)
        to.end_headers()
        for _ in range(1000):
            to.wfile.write(b"x" * 100_000)
            written += 100_000

    with pytest.raises(CalendarRefused, match="bytes"):
        got(answer)
    assert BIGGEST < written < 30 * BIGGEST


def test_a_file_that_is_cut_off_is_not_taken() -> None:
    with pytest.raises(NotFetched):
        got(sending(Content_Length="1000"))


def test_a_length_that_is_no_number_is_none() -> None:
    assert got(sending(Content_Length="\u00b2")).body == FILE


def test_a_packed_file_is_refused() -> None:
    with pytest.raises(CalendarRefused, match="packed"):
        got(sending(Content_Encoding="gzip"))


@pytest.mark.parametrize("where", ["headers", "body"])
def test_a_server_that_drips_is_left_in_time(where: str) -> None:
    def answer(to: BaseHTTPRequestHandler) -> None:
        if where == "body":
            to.send_response(200)
            to.end_headers()
        for _ in range(100):
            to.wfile.write(b"H")
            time.sleep(0.1)

    began = time.monotonic()
    with pytest.raises(NotFetched):
        got(answer, timeout=1)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.9.9.9",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a00:1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2002:7f00:1::",
        "fc00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_within_walls_is_not_public(address: str) -> None:
    assert not public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "64:ff9b::5db8:d822"])
def test_an_address_of_the_world_is_public(address: str) -> None:
    assert public(ip_address(address))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"]
)
def test_our_own_machine_is_never_asked(host: str) -> None:
    with pytest.raises(CalendarRefused, match="private network"):
        fetch(f"https://{host}/a.ics", timeout=5)


def test_a_redirect_into_our_walls_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first name means the test's server, as if that were out in the world."""
    monkeypatch.setattr("easeback.interop.fetching.public", lambda it: str(it) == "127.0.0.1")
    outside = Allowed(plain_http=True)
    with (
        serving(sending(302, b"", Location="https://169.254.169.254/latest")) as port,
        pytest.raises(CalendarRefused, match="private network"),
    ):
        fetch(f"http://127.0.0.1:{port}/", timeout=5, allowed=outside)


def test_one_private_address_among_others_is_enough_to_refuse(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    two = [(2, 1, 6, "", (ip, 443)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: two)
    with pytest.raises(CalendarRefused, match="private network"):
        fetch("https://calendar.example/", timeout=5)


def test_a_name_is_resolved_once_and_that_address_is_spoken_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that means another address the second time leads nowhere else."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def resolve(host: str, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1" if host == "calendar.example" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with serving(sending()) as port:
        fetch(f"http://calendar.example:{port}/", timeout=5, allowed=HERE)
    assert asked.count("calendar.example") == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://calendar.example/a.ics",
        "file:///etc/passwd",
        "ftp://calendar.example/",
        "https://",
        "https:///a.ics",
        "https://ana:secret@calendar.example/",
        "https://calendar.example:port/",
        "https://calendar.example/a b",
        "https://calendar.example/a\r\nX: y",
        "https://calendär.example/",
        f"https://{'a' * 64}.example/",
        "",
    ],
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(CalendarRefused):
        fetch(url, timeout=5)


def test_a_redirect_may_not_leave_encryption() -> None:
    usual = Allowed(private_addresses=True)
    with pytest.raises(CalendarRefused, match="https"):
        got(sending(302, b"", Location="http://calendar.example/"), allowed=usual)


def test_nobody_there_is_told_without_the_address() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(NotFetched) as failure:
        fetch(f"http://127.0.0.1:{port}/secret", timeout=5, allowed=HERE)
    assert str(failure.value) == "ConnectionRefusedError"


@pytest.fixture
def tls(tmp_path: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side, and the file by which others may trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, secret = tmp_path / "trusted.pem", tmp_path / "key.pem"
    trusted.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, secret)
    return context, trusted


@pytest.mark.parametrize("scheme", ["https", "webcal"])
def test_encrypted_is_the_usual_way(
    tls: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    context, trusted = tls
    inside = Allowed(private_addresses=True)
    with serving(sending(), context) as port:
        with pytest.raises(NotFetched, match="SSLCertVerificationError"):
            fetch(f"{scheme}://localhost:{port}/", timeout=5, allowed=inside)
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        with pytest.raises(NotFetched, match="SSLCertVerificationError"):
            fetch(f"{scheme}://127.0.0.1:{port}/", timeout=5, allowed=inside)
        assert fetch(f"{scheme}://localhost:{port}/", timeout=5, allowed=inside).body == FILE
