"""Signs staff in by a link: opening it shows a button, pressing the button uses it up."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """GET changes nothing: mail scanners and previews open links too."""
    page = {"words": words()[get_language() or "en"]}
    if request.method != "POST":
        return render(request, "entrance/sign_in.html", page)
    user = authenticate(request, link_token=token, at=timezone.now())
    if user is None:
        return render(request, "entrance/refused.html", page, status=403)
    login(request, user)
    return redirect("admin:index")


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Language -> what the page says."""
    said: dict[str, dict[str, str]] = yaml.safe_load(
        (Path(__file__).parent / "words" / "entrance.yaml").read_text()
    )
    return said
