"""The mail about an offer, and about the end of waiting."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation

from easeback.apps.booking.facts import OfferFacts, WaitFacts
from easeback.apps.notifications.facts import Message
from easeback.apps.practice.queries import practice
from easeback.domain.vocabulary import Language
from easeback.web.letters import until, when
from easeback.web.patient.waiting.tokens import token_of_offer, token_of_place
from easeback.web.patient.waiting.words import voice_of


def about_offer(offer: OfferFacts) -> Iterator[Message]:
    """What is sent with an offer; of no use once its hold has ended."""
    here, wish = practice(), offer.waiting.wish
    contact, visit = wish.contact, offer.visit
    if offer.held_until is None:
        return
    voice = voice_of(Language(contact.language), here)
    with translation.override(voice.language):
        names = {
            **when(voice, here, visit, contact.zone)._asdict(),
            "name": contact.name,
            "who": visit.therapist_name,
            "practice": here.name,
            "until": until(voice, here, visit, offer.held_until, contact.zone),
            "page": wish.site + reverse("waiting:offer", args=[token_of_offer(offer.id)]),
            "place": wish.site + reverse("waiting:place", args=[token_of_place(offer.waiting.id)]),
            "phone": here.phone,
        }
    lines = [line for line in voice.ui["mail"]["body"] if here.phone or "{phone}" not in line]
    yield Message(
        key=f"offer:{offer.id}",
        kind="visit-offer",
        recipient=contact.email,
        language=voice.language,
        subject=voice.say("mail.subject", **names),
        body="\n\n".join(line.format(**names) for line in lines),
        about=f"visit:{visit.id}",
        useful_until=offer.held_until,
    )


def about_the_end(waiting: WaitFacts) -> Iterator[Message]:
    """What is sent to somebody who leaves the list without their doing."""
    here, wish = practice(), waiting.wish
    contact = wish.contact
    voice = voice_of(Language(contact.language), here)
    with translation.override(voice.language):
        names = {
            "name": contact.name,
            "practice": here.name,
            "page": wish.site + reverse("book:book"),
            "check": wish.site + reverse("relief:relief"),
            "phone": here.phone,
        }
    over = voice.ui["over"]
    kept = [over["kept"]] if wish.visit is not None else []
    body = [*over["hello"], *kept, *over["body"]]
    lines = [line for line in body if (here.phone or "{phone}" not in line)]
    yield Message(
        key=f"wait-over:{waiting.id}",
        kind="wait-over",
        recipient=contact.email,
        language=voice.language,
        subject=voice.say("over.subject", **names),
        body="\n\n".join(line.format(**names) for line in lines),
        about=f"waiting:{waiting.id}",
    )
