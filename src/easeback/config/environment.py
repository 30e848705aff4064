"""What an installation may set from outside, and where its own files lie.

EASEBACK_DATA       directory of the embedded database, the secret key, the keys that seal people's
                    own words, sign notices and mark what was done, pictures and videos of the
                    practice's own exercises, and the static files
EASEBACK_DATABASE   database address; unset, an SQLite file in the data directory
EASEBACK_ADDRESS    the public address, such as https://relief.example; unset, this machine only
EASEBACK_MAIL       mail server: smtp://user:password@host:587 (STARTTLS, but for a relay on this
                    machine) or smtps://user:password@host:465; unset, mail waits in the outbox
EASEBACK_MAIL_FROM  whom mail comes from, such as Harbor PT <desk@harbor.example>
EASEBACK_PUSH       "off" offers nobody to be asked by a notice on their phone
EASEBACK_PUSH_KEY   the private key that signs such notices (VAPID), 43 letters of base64url; unset,
                    one in the data directory
EASEBACK_TEXT_GATEWAY   what texts leave by: an Apprise address in which {number} stands for the
                    number; needs the extra `text`; unset, nobody is offered a text
EASEBACK_OSRM       the practice's own OSRM server, such as http://127.0.0.1:5000; unset, travel
                    times are guessed from the straight line
EASEBACK_DEVELOP    "1" shows traces and the gallery, reloads changed code; never in public
"""

import os
import re
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

CHECKOUT = Path(__file__).resolve().parents[3]


def data_directory() -> Path:
    """The directory that holds this installation's files, made if it is not there yet."""
    directory = Path(os.environ.get("EASEBACK_DATA") or CHECKOUT / "var")
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    return directory


def secret_key(directory: Path) -> str:
    """The installation's secret, made at first use and readable by its owner only."""
    return _secret(directory / "secret-key", lambda: secrets.token_urlsafe(48)).read_text()


def text_keys(directory: Path) -> Path:
    """The file of the keys that seal people's own words, newest first; made at first use."""
    return _secret(directory / "text-keys", lambda: Fernet.generate_key().decode() + "\n")


def audit_key(directory: Path) -> bytes:
    """What the marks of the chain of rows are made with; made at first use."""
    return _secret(directory / "audit-key", lambda: secrets.token_hex(32)).read_text().encode()


def push_key(directory: Path) -> str:
    """The private key that signs pushes, as PEM; made at first use, unless it is set from outside.

    Push services know a practice by it: with another one, nobody who asked for pushes gets any.
    """
    given = os.environ.get("EASEBACK_PUSH_KEY", "")
    if not given:
        made = _secret(
            directory / "push-key", lambda: _pem(ec.generate_private_key(ec.SECP256R1()))
        )
        return made.read_text()
    raw = urlsafe_b64decode(given + "=") if re.fullmatch(r"[A-Za-z0-9_-]{43}", given) else b""
    try:
        return _pem(ec.derive_private_key(int.from_bytes(raw), ec.SECP256R1()))
    except ValueError:
        # It is a secret: it is not shown.
        message = "EASEBACK_PUSH_KEY is no private key: 43 letters of base64url, of curve P-256"
        raise ValueError(message) from None


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode("ascii")


def pushes() -> bool:
    return os.environ.get("EASEBACK_PUSH") != "off"


def text_gateway() -> str:
    """What text messages leave by, as Apprise wants it; "" where none leave."""
    given = os.environ.get("EASEBACK_TEXT_GATEWAY", "")
    if given and not (re.fullmatch(r"[a-z0-9]+://[!-~]+", given) and given.count("{number}") == 1):
        # It holds a password: it is not shown.
        raise ValueError("EASEBACK_TEXT_GATEWAY is no Apprise address with {number} once in it")
    return given


def _secret(path: Path, make: Callable[[], str]) -> Path:
    if not path.exists():
        # Written whole beside its place, then linked: of two processes that start at the same
        # moment one wins, and neither ever reads a half-written key.
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path


def public_address() -> SplitResult | None:
    """Where the public reaches this installation, or None when it serves this machine only."""
    address = os.environ.get("EASEBACK_ADDRESS", "")
    if not address:
        return None
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        message = f"EASEBACK_ADDRESS: {address!r} is not of the form https://host or http://host"
        raise ValueError(message)
    return parts


def osrm_address() -> str:
    """Where driving times are asked for; "" where nobody is asked.

    Whether it lies in the practice's own network is looked at each time: a name may move.
    """
    address = os.environ.get("EASEBACK_OSRM", "")
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        _ = parts.port
        bad = parts.scheme not in {"http", "https"} or not parts.hostname or not address.isascii()
    except ValueError:
        bad = True
    if bad or any(sign in address for sign in "@?# ") or not address.isprintable():
        # Somebody may have put a password into it: it is not shown.
        raise ValueError("EASEBACK_OSRM is not of the form http://host:5000")
    return address


def develop() -> bool:
    return os.environ.get("EASEBACK_DEVELOP") == "1"
