"""A phone that takes pushes, and its push service on this machine, by the standards themselves.

Nothing of the library that seals and signs is used here: RFC 8188 and 8291 say how a phone opens a
push, RFC 8292 how a push service looks at its signature.
"""

import json
import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.interop.answering import serving

CURVE = ec.SECP256R1()


@dataclass
class Phone:
    """Its keys; `opens` reads what was sealed for it."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def point(self) -> bytes:
        return public(self.key.public_key())

    def given(self, endpoint: str) -> dict[str, str]:
        """What its browser tells of a subscription."""
        return {"endpoint": endpoint, "p256dh": plain(self.point), "auth": plain(self.auth)}

    def subscription(self, endpoint: str) -> str:
        return json.dumps(self.given(endpoint), sort_keys=True)

    def opens(self, body: bytes) -> Any:
        salt, (_, length) = body[:16], struct.unpack("!LB", body[16:21])
        theirs, record = body[21 : 21 + length], body[21 + length :]
        other = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs)
        info = b"WebPush: info\0" + self.point + theirs
        shared = derived(self.key.exchange(ec.ECDH(), other), self.auth, info, 32)
        key = derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = derived(shared, salt, b"Content-Encoding: nonce\0", 12)
        padded = AESGCM(key).decrypt(nonce, record, None)
        said, end, padding = padded.rpartition(b"\2")
        assert end
        assert not padding.strip(b"\0")
        return json.loads(said)


@dataclass(frozen=True)
class Push:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Service:
    """What came in, and with which status each is answered: the last one for all that follow.

    A push before which something says so is cut off, and not taken.
    """

    statuses: list[int] = field(default_factory=lambda: [201])
    taken: list[Push] = field(default_factory=list)
    before: Callable[[int], object] = lambda _: None
    after: Callable[[int], object] = lambda _: None
    begun: int = 0
    port: int = 0

    def endpoint(self, name: str = "ana") -> str:
        return f"http://127.0.0.1:{self.port}/{name}"


@contextmanager
def service(*statuses: int) -> Iterator[Service]:
    here = Service(list(statuses) or [201])

    def answer(to: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in to.headers.items()}
        body = to.rfile.read(int(headers["content-length"]))
        here.begun += 1
        number = here.begun
        if here.before(number):
            return
        here.taken.append(Push(to.path, headers, body))
        here.after(number)
        status = here.statuses.pop(0) if len(here.statuses) > 1 else here.statuses[0]
        to.send_response(status)
        if status in {301, 302, 307}:
            to.send_header("Location", here.endpoint("elsewhere"))
        to.send_header("Content-Length", "0")
        to.end_headers()

    with serving(answer) as here.port:
        yield here


def claims(authorization: str, *, of: bytes) -> Any:
    """What the header claims, signed by the key whose public half is `of`; else the test fails."""
    scheme, _, parts = authorization.partition(" ")
    assert scheme == "vapid"
    named = dict(part.strip().split("=", 1) for part in parts.split(","))
    assert whole(named["k"]) == of
    signed, _, signature = named["t"].rpartition(".")
    raw = whole(signature)
    pair = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, of)
    key.verify(pair, signed.encode(), ec.ECDSA(hashes.SHA256()))
    head, claimed = (json.loads(whole(part)) for part in signed.split("."))
    assert head["alg"] == "ES256"
    return claimed


def derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


def public(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )


def plain(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def whole(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
