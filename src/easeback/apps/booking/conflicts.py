"""Where somebody's own calendar lies over a visit that was promised: staff must see to it."""

from collections.abc import Iterable
from datetime import datetime

from easeback.apps.booking.queries import promised_after
from easeback.apps.booking.taking import CONFLICT
from easeback.apps.notifications.actions import ask_staff
from easeback.domain.vocabulary import Span

WORDS = (
    "Visit {code} was promised, and the therapist's other calendar says that they are busy then. "
    "The visit stands. Ask the therapist; if need be, move the visit with the person."
)


def tell_conflicts(therapist: int, spans: Iterable[Span], *, at: datetime) -> None:
    """Asks staff about each promised visit that one of these overlaps.

    Once for a visit as it stands and the part of it that is busy: a longer absence around it is no
    news, but that it was moved and back is.
    """
    busy = list(spans)
    for visit in promised_after(at, therapist=therapist):
        own = Span.of(visit.starts_at, visit.ends_at)
        for span in busy:
            if span.overlaps(own):
                part = Span(max(span.start, own.start), min(span.end, own.end))
                ask_staff(
                    key=f"{CONFLICT}:{visit.id}:{visit.version}:{part.start}-{part.end}",
                    kind=CONFLICT,
                    about=f"visit:{visit.id}",
                    words=WORDS.format(code=visit.code),
                    at=at,
                )
