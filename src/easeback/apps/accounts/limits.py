"""How often one visitor may do what costs the practice something."""

from collections.abc import Mapping

from allauth.core.internal.ratelimit import consume, get_ip
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# A household, a clinic or a whole mobile network may share one address, so these are generous.
LIMITS: Mapping[str, str] = {
    "hold": "60/h/key",
    "wait": "20/h/key",
    "visit_code": "20/h/key",
    "intake": "20/h/key",
    "keep": "30/h/key",
    "phrase": "20/h/key",
    "ask_by_push": "30/h/key",
    "ask_by_text": "10/h/key",
    "number_code": "60/h/key",
    "ask_code": "20/h/key",
    "code": "60/h/key",
    "passkey": "120/h/key",
}


def may(request: HttpRequest, action: str) -> bool:
    """Whether this visitor may do that (again); counts it. Addresses are kept as keyed hashes.

    Where nobody can be told from anybody else, as behind a proxy that names no visitor, all may.
    """
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT and not request.headers.get("X-Forwarded-For"):
        return True
    try:
        address = get_ip(request)
    except PermissionDenied:
        return True
    visitor = salted_hmac("easeback.limits", address).hexdigest()
    counted = consume(request, app="easeback", action=action, config=dict(LIMITS), key=visitor)
    return counted is not None
