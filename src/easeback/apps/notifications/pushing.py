"""Notices on a phone: Web Push (RFC 8030), sealed for it alone (RFC 8291), and signed (RFC 8292).

The library seals and signs, and sends nothing itself: the address comes from whoever subscribes, so
it is spoken to as every address that somebody else names (`interop.fetching`).
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils.module_loading import import_string

from easeback.apps.notifications.delivery import NotDelivered
from easeback.apps.notifications.facts import Mail

TIMEOUT = 10
"""Seconds for all of one push."""
KEPT = 24 * 60 * 60
"""Seconds for which a push service keeps what a phone that is off cannot take yet."""
GONE = {404, 410}
NEVER = {400, 413}
LONGEST = 1_000
"""Letters of an endpoint: those of today's push services have some hundreds."""
LETTERS = re.compile(r"[!-~]+")
KEY, AUTH = re.compile(r"[\w-]{87}", re.ASCII), re.compile(r"[\w-]{22}", re.ASCII)

Post = Callable[[str, bytes, Mapping[str, str], float], int]


class NotReached(Exception):
    """Nothing came from there, this time."""


class NotSpokenTo(Exception):
    """The address is one that this house never speaks to."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where a phone takes pushes, and what seals them for it, as its browser gives them."""

    endpoint: str
    p256dh: str
    auth: str

    def __str__(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)


def is_of(place: str, endpoint: str) -> bool:
    """Whether a subscription, as it is kept, is of the phone whose notices come in there."""
    return bool(place) and Subscription(**json.loads(place)).endpoint == endpoint


class PushService:
    """Whichever push service the phone has chosen."""

    name = "push"

    def __call__(self, mail: Mail) -> None:
        to = Subscription(**json.loads(mail.recipient))
        post: Post = import_string(settings.POST)
        body, headers = sealed(mail, to)
        try:
            status = post(to.endpoint, body, headers, TIMEOUT)
        except NotReached as failure:
            raise NotDelivered(f"push service: {failure}") from None
        except NotSpokenTo as refusal:
            raise NotDelivered(str(refusal), for_good=True) from None
        if not 200 <= status < 300:
            raise NotDelivered(
                f"push service said {status}", for_good=status in NEVER, is_gone=status in GONE
            )


def sealed(mail: Mail, to: Subscription) -> tuple[bytes, Mapping[str, str]]:
    """What travels. Sent twice, it bears the same topic and the same id, so that one is seen."""
    # Late: with what they bring along, every process would start a fifth of a second later.
    from pydantic import AnyHttpUrl  # noqa: PLC0415
    from webpush import WebPush, WebPushSubscription  # noqa: PLC0415
    from webpush.types import WebPushKeys  # noqa: PLC0415

    said, _, page = mail.body.rpartition("\n")
    notice = {
        "id": mail.id.hex,
        "title": mail.subject,
        "body": said.strip(),
        "page": page,
        "lang": str(mail.language),
    }
    private, public = _pair(settings.PUSH_KEY)
    made = WebPush(private_key=private, public_key=public, subscriber=_subscriber(), ttl=KEPT).get(
        json.dumps(notice, ensure_ascii=False).encode(),
        WebPushSubscription(
            endpoint=AnyHttpUrl(to.endpoint), keys=WebPushKeys(auth=to.auth, p256dh=to.p256dh)
        ),
    )
    more = {"content-type": "application/octet-stream", "topic": mail.id.hex}
    return made.encrypted, {**more, **{name: str(value) for name, value in made.headers.items()}}


def public_key() -> str:
    """What a browser must be told to let this practice, and no other, push to it."""
    _, public = _pair(settings.PUSH_KEY)
    point = serialization.load_pem_public_key(public).public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return urlsafe_b64encode(point).rstrip(b"=").decode("ascii")


def is_subscription(text: str) -> bool:
    """Whether a push could ever go there."""
    if len(text) > 2 * LONGEST:
        return False
    try:
        given = Subscription(**json.loads(text))
    except (ValueError, TypeError):
        return False
    if not all(isinstance(value, str) for value in asdict(given).values()):
        return False
    return _is_endpoint(given.endpoint) and _is_keys(given)


def _is_endpoint(url: str) -> bool:
    if len(url) > LONGEST or not LETTERS.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if settings.PUSH_TO_LOOPBACK:
        return parts.hostname == "127.0.0.1"
    # Push services have a name, and stand at the usual port: what signs a push names no other.
    host = parts.hostname or ""
    is_named = "." in host and not host.replace(".", "").isdigit() and ":" not in host
    return parts.scheme == "https" and is_named and port in {None, 443} and "@" not in parts.netloc


def _is_keys(given: Subscription) -> bool:
    if not (KEY.fullmatch(given.p256dh) and AUTH.fullmatch(given.auth)):
        return False
    try:
        point = urlsafe_b64decode(given.p256dh + "=")
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return True


def _subscriber() -> str:
    """Whom a push service may write to if our pushes trouble it."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


@lru_cache(maxsize=2)
def _pair(private: str) -> tuple[bytes, bytes]:
    pem = private.encode("ascii")
    public = serialization.load_pem_private_key(pem, password=None).public_key()
    return pem, public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
