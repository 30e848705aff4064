"""A device with one passkey, in software: it answers challenges as the standard says (WebAuthn)."""

import json
import os
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

FLAGS = AuthenticatorData.FLAG


@dataclass(frozen=True)
class Passkey:
    """Held by a browser that is on the page `origin`."""

    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = field(default_factory=lambda: os.urandom(16))
    user: str = ""
    site: str = "testserver"
    origin: str = "https://testserver"
    verified: bool = True

    def made_for(self, asked: dict[str, Any]) -> tuple["Passkey", str]:
        """This passkey for the person who is asked about, and what the form posts."""
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        held = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = self._data(FLAGS.AT, held)
        made = AttestationObject.create("none", data, {})
        answer = {
            "clientDataJSON": self._client("create", asked),
            "attestationObject": websafe_encode(made),
        }
        return replace(self, user=asked["user"]["id"]), self._posted(answer)

    def shown_for(self, asked: dict[str, Any]) -> str:
        """What the form posts for this challenge."""
        client = self._client("get", asked)
        data = self._data(FLAGS(0), None)
        signed = bytes(data) + sha256(self._plain("get", asked)).digest()
        answer = {
            "clientDataJSON": client,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": self.user,
        }
        return self._posted(answer)

    def _data(
        self, more: AuthenticatorData.FLAG, held: AttestedCredentialData | None
    ) -> AuthenticatorData:
        flags = FLAGS.UP | (FLAGS.UV if self.verified else FLAGS(0)) | more
        site = sha256(self.site.encode()).digest()
        data: AuthenticatorData = AuthenticatorData.create(site, flags, 0, held or b"")
        return data

    def _plain(self, what: str, asked: dict[str, Any]) -> bytes:
        said = {
            "type": f"webauthn.{what}",
            "challenge": asked["challenge"],
            "origin": self.origin,
        }
        return json.dumps(said).encode()

    def _client(self, what: str, asked: dict[str, Any]) -> str:
        return websafe_encode(self._plain(what, asked))

    def _posted(self, response: dict[str, str]) -> str:
        id = websafe_encode(self.id)
        said = {"id": id, "rawId": id, "type": "public-key", "response": response}
        return json.dumps({**said, "clientExtensionResults": {}})


def asked_by(client: Client, path: str) -> dict[str, Any]:
    """The challenge that the script of a page is given."""
    asked: dict[str, Any] = client.post(path, secure=True).json()["publicKey"]
    return asked
