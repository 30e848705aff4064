"""Renders what is the same for everybody once: a plan is put together from such parts."""

from functools import lru_cache

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from easeback.web.patient.relief.frame import paths
from easeback.web.wording import Voice

register = template.Library()
PARTS_KEPT = 1024


@register.tag
def once(parser: Parser, token: Token) -> "Once":
    """`{% once "a/template.html" value %}`: the template sees only `it`, `ui` and `paths`."""
    _, name, value = token.split_contents()
    return Once(name.strip('"'), parser.compile_filter(value))


class Once(template.Node):
    """The value is frozen, so the same value always looks the same."""

    def __init__(self, name: str, value: FilterExpression) -> None:
        self.name = name
        self.value = value

    def render(self, context: Context) -> SafeString:
        return _rendered(self.name, context["voice"], self.value.resolve(context))


@lru_cache(maxsize=PARTS_KEPT)
def _rendered(name: str, voice: Voice, value: object) -> SafeString:
    seen = {"it": value, "ui": voice.ui, "paths": paths(voice.language)}
    return SafeString(render_to_string(name, seen).strip())
