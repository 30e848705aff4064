"""The visit that a page's address names."""

from django.http import Http404

from easeback.apps.booking import queries
from easeback.apps.booking.facts import VisitFacts
from easeback.web import letters
from easeback.web.letters import token_of

__all__ = ["token_of", "visit_of"]


def visit_of(token: str) -> VisitFacts:
    """Raises Http404 for a token that we never made."""
    id = letters.visit_of(token)
    visit = queries.visit(id) if id is not None else None
    if visit is None:
        raise Http404
    return visit
