"""Gets a file from an address that somebody typed in, or hands one over there, and nowhere else.

The address comes from a person, and this machine stands where that person does not: behind the
firewall. So it is resolved once, every address it may mean must be a public one, and the connection
goes to that very address; whatever a redirect names is looked at the same way. What must not leave
the house is asked for the other way round: every address must be a private one.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urljoin, urlsplit

from easeback.interop.busy import BIGGEST
from easeback.interop.refusal import CalendarRefused

HOPS = 3
PIECE = 64 * 1024
MOVED = {301, 302, 303, 307, 308}
TRANSLATED = ip_network("64:ff9b::/96")
"""An IPv4 address that IPv6 reaches through a translator (RFC 6052)."""


class NotFetched(Exception):
    """Nothing came, this time. `str()` says why without naming the address."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file, and how to ask for it the next time. `body` is None if it has not changed since."""

    body: bytes | None
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What an installation, or a test, may allow beyond the usual."""

    plain_http: bool = False
    private_addresses: bool = False
    public_addresses: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of file is asked for: its media type, most bytes, and redirects to follow."""

    media_type: str
    biggest: int
    hops: int = HOPS


CALENDAR = Kind("text/calendar", BIGGEST)


def fetch(
    url: str,
    *,
    timeout: float,
    known: Fetched | None = None,
    allowed: Allowed = Allowed(),
    kind: Kind = CALENDAR,
) -> Fetched:
    """The file at this https or webcal address; `timeout` is in seconds, for all of it together.

    `known` is what the last fetch gave: an unchanged file is not sent again. Raises CalendarRefused
    for an address or a file that is not taken, NotFetched where trying again later may help.
    """
    ends = time.monotonic() + timeout
    for _ in range(kind.hops + 1):
        parts = _address(url, allowed)
        try:
            with _answer(parts, ends, _asking(known, kind), allowed) as answer:
                if answer.status not in MOVED:
                    return _read(answer, known, ends, kind.biggest)
                url = urljoin(url, answer.getheader("Location") or "")
        except (OSError, http.client.HTTPException) as failure:
            late = time.monotonic() >= ends
            raise NotFetched("too slow" if late else type(failure).__name__) from None
    raise NotFetched("too many redirects")


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    timeout: float,
    allowed: Allowed = Allowed(),
) -> int:
    """Hands `body` over at this https address; the status of the answer, which is not read.

    A redirect is not followed: what was meant for one is for no other. Raises CalendarRefused for
    an address that is not spoken to, NotFetched where nothing came.
    """
    ends = time.monotonic() + timeout
    sent = {"Connection": "close", "User-Agent": "Easeback", **headers}
    try:
        with _answer(_address(url, allowed), ends, sent, allowed, body) as answer:
            return answer.status
    except (OSError, http.client.HTTPException) as failure:
        late = time.monotonic() >= ends
        raise NotFetched("too slow" if late else type(failure).__name__) from None


def _address(url: str, allowed: Allowed) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise CalendarRefused("this is no address") from None
    scheme = "https" if parts.scheme == "webcal" else parts.scheme
    if scheme != "https" and not (scheme == "http" and allowed.plain_http):
        raise CalendarRefused("the address must begin with https://")
    if not parts.hostname or parts.username is not None or not url.isascii():
        raise CalendarRefused("the address must name a host, and no user")
    if any(sign <= " " or sign == "\x7f" for sign in url):
        raise CalendarRefused("the address holds a space or a control character")
    return parts._replace(scheme=scheme)


@contextmanager
def _answer(
    parts: SplitResult,
    ends: float,
    headers: Mapping[str, str],
    allowed: Allowed,
    body: bytes | None = None,
) -> Iterator[http.client.HTTPResponse]:
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    to = _resolved(host, port, allowed)
    encrypted = parts.scheme == "https"
    connection = http.client.HTTPConnection(host, port)
    with _until(ends) as watched:
        try:
            reached = socket.create_connection((to, port), timeout=_left(ends))
            if encrypted:
                # The handshake comes afterwards, so that it too can be broken off.
                reached = ssl.create_default_context().wrap_socket(
                    reached, server_hostname=host, do_handshake_on_connect=False
                )
            watched.append(reached)
            connection.sock = reached
            if isinstance(reached, ssl.SSLSocket):
                reached.do_handshake()
            path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
            connection.request("GET" if body is None else "POST", path, body, headers)
            with connection.getresponse() as answer:
                yield answer
        finally:
            connection.close()


@contextmanager
def _until(ends: float) -> Iterator[list[socket.socket]]:
    """Breaks off what is in the list at the end: one byte now and then would keep it open for ever.

    The connection itself may have let go of its socket by then, while the answer is still read.
    """
    watched: list[socket.socket] = []

    def break_off() -> None:
        for each in watched:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(_left(ends), break_off)
    watch.daemon = True
    watch.start()
    try:
        yield watched
    finally:
        watch.cancel()


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _asking(known: Fetched | None, kind: Kind) -> Mapping[str, str]:
    headers = {
        "Accept": kind.media_type,
        # Packed, two small kilobytes may be two gigabytes.
        "Accept-Encoding": "identity",
        "Connection": "close",
        "User-Agent": "Easeback",
    }
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _resolved(host: str, port: int, allowed: Allowed) -> str:
    """The address to speak to. Raises CalendarRefused if the name also means one not allowed."""
    try:
        found = [str(it[4][0]) for it in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except UnicodeError:
        raise CalendarRefused("this is no address") from None  # A part of a name is too long.
    if not allowed.private_addresses and not all(public(ip_address(it)) for it in found):
        raise CalendarRefused("the address leads to a private network")
    if not allowed.public_addresses and any(public(ip_address(it)) for it in found):
        raise CalendarRefused("the address leads out of the private network")
    return found[0]


def public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the whole world reaches this address, and nothing of ours hides in it."""
    if isinstance(address, IPv6Address):
        if address in TRANSLATED:
            return public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped is not None:
            return public(address.ipv4_mapped)
        if address.sixtofour is not None or address.teredo is not None or address.is_site_local:
            return False  # Ways of the past, in which an IPv4 address is hidden.
    return address.is_global and not address.is_multicast and not address.is_reserved


def _read(
    answer: http.client.HTTPResponse, known: Fetched | None, ends: float, biggest: int
) -> Fetched:
    if answer.status == 304 and known is not None:
        return Fetched(None, known.etag, known.last_modified)
    if answer.status != 200:
        raise NotFetched(f"status {answer.status}")
    if answer.getheader("Content-Encoding", "identity") != "identity":
        raise CalendarRefused("the file comes packed, which was not asked for")
    body = bytearray()
    while piece := answer.read(PIECE):
        body += piece
        if len(body) > biggest:
            raise CalendarRefused(f"the file has more than {biggest} bytes")
    announced = answer.getheader("Content-Length")
    if _cut_off(announced, len(body)) or time.monotonic() >= ends:
        raise NotFetched("cut off")
    return Fetched(
        bytes(body), answer.getheader("ETag") or "", answer.getheader("Last-Modified") or ""
    )


def _cut_off(announced: str | None, got: int) -> bool:
    told = announced or ""
    return told.isascii() and told.isdigit() and int(told[:12]) != got
