"""The pages that stand by themselves: help, safe steps, how we know, what this is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from easeback.domain.relief import Section
from easeback.knowledge import Knowledge
from easeback.knowledge.entries import AdviceEntry, ClaimEntry, SourceEntry
from easeback.web.patient.relief.frame import Setting, setting
from easeback.web.patient.relief.plans import Piece, Teller, claim_why
from easeback.web.patient.relief.reasons import TOGETHER, Why, topic_of
from easeback.web.patient.relief.results import calls, card
from easeback.web.patient.relief.views import open_to_all, shown
from easeback.web.wording import Voice

FIRST_LIST = "now"
"""The list of which every item is an emergency by itself."""
AT_ONCE = "help-"
"""How the ids of advice begin that names an emergency sign."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the guide, and what became of it."""

    claim: str
    kind: str
    verdict: str
    we_say: str | None
    why: Why


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the register; `links` are the parts of its address that can be opened."""

    id: str
    head: str
    title: str
    where: str
    status: str
    links: tuple[str, ...]
    address: str
    says: str
    limits: str


@open_to_all
@require_safe
def emergency(request: HttpRequest) -> HttpResponse:
    here = setting(request)
    page = {
        "signs": here.voice.list_of(FIRST_LIST),
        "help": at_once(here.voice),
        "crisis": calls(here.voice, here.practice, "crisis"),
        "poison": calls(here.voice, here.practice, "poison"),
    }
    return shown(request, here, "relief/emergency.html", {"page": page})


@open_to_all
@require_safe
def wake(request: HttpRequest) -> HttpResponse:
    """The card for somebody who is hard to wake; needs no answers, and opens offline."""
    here = setting(request)
    assessment = here.voice.knowledge.triage.assess({"hard-to-wake": "yes"})
    told = card(here.voice, here.practice, assessment)
    page = {"card": replace(told, facts=())}
    return shown(request, here, "relief/emergency_card.html", {"page": page})


@open_to_all
@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    """What is safe without a question asked: nothing that any gate forbids to anybody."""
    here = setting(request)
    teller, knowledge = Teller(here.voice), here.voice.knowledge
    ungated = (id for id, exercise in knowledge.exercises.items() if not exercise.needs)
    page = {
        "now": teller.advice(for_everybody(knowledge, Section.NOW)),
        "moves": tuple(teller.move(id) for id in ungated),
        "next": teller.advice(for_everybody(knowledge, Section.NEXT_HOURS)),
        "everyday": teller.advice(for_everybody(knowledge, Section.EVERYDAY)),
        "do_not": teller.advice(for_everybody(knowledge, Section.DO_NOT)),
    }
    return shown(request, here, "relief/steps.html", {"page": page})


@open_to_all
@require_safe
def pills(request: HttpRequest) -> HttpResponse:
    """What to know before a pain pill from a store; what hangs on answers stays in the plan."""
    here = setting(request)
    advice = Teller(here.voice).advice(for_everybody(here.voice.knowledge, Section.PILLS))
    poison = calls(here.voice, here.practice, "poison")
    return shown(request, here, "relief/pills.html", {"advice": advice, "poison": poison})


@open_to_all
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    here = setting(request)
    voice = here.voice
    claims = tuple(
        Claim(
            voice[f"claims.{id}.claim"],
            entry.verdict,
            voice.say(f"guide.{entry.verdict}"),
            voice.get(f"claims.{id}.we_say"),
            claim_why(voice, id),
        )
        for id, entry in voice.knowledge.shelf.of("claims", ClaimEntry).items()
    )
    return shown(request, here, "relief/guide.html", {"claims": claims})


@open_to_all
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    here = setting(request)
    counted: dict[str, int] = {}
    for id in here.voice.knowledge.sources:
        topic = topic_of(here.voice.knowledge, id)
        counted[topic] = counted.get(topic, 0) + 1
    topics = [
        (topic, here.voice.say(f"sources.{topic}"), here.voice.say("sources.count", number=number))
        for topic, number in counted.items()
    ]
    return shown(request, here, "relief/sources.html", {"topics": topics})


@open_to_all
@require_safe
def source(request: HttpRequest, names: str) -> HttpResponse:
    """The sources with these ids, `s17+s20`; or all of a topic."""
    here = setting(request)
    knowledge = here.voice.knowledge
    ids = [id for id in knowledge.sources if topic_of(knowledge, id) == names]
    is_topic = bool(ids)
    ids = ids or list(dict.fromkeys(names.split(TOGETHER)))
    if any(id not in knowledge.sources for id in ids):
        raise Http404
    page = {
        "title": here.voice.say(f"sources.{names}" if is_topic else "sources.title"),
        "is_topic": is_topic,
        "listed": tuple(_source(here.voice, id, knowledge.sources[id]) for id in ids),
    }
    return shown(request, here, "relief/source.html", {"page": page})


@open_to_all
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    here = setting(request)
    return shown(request, here, "relief/about.html", {"review": reviewed(here)})


@open_to_all
@require_safe
def hide(request: HttpRequest) -> HttpResponse:
    return shown(request, setting(request), "relief/hide.html", {})


@open_to_all
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What the service worker answers with the kept plan; reached only where none is kept."""
    return shown(request, setting(request), "relief/kept.html", {})


@open_to_all
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    return shown(request, setting(request), "relief/offline.html", {})


@open_to_all
@require_safe
def call(request: HttpRequest) -> HttpResponse:
    """The plain page that stands in for rules which are too old to trust."""
    here = setting(request)
    page = {"crisis": calls(here.voice, here.practice, "crisis")}
    return shown(request, here, "relief/call.html", {"page": page})


def for_everybody(knowledge: Knowledge, section: Section) -> Iterable[str]:
    """The advice of a section that hangs on no answer and asks nothing of a body."""
    for id, entry in knowledge.shelf.of("advice", AdviceEntry).items():
        if entry.section == section and entry.when is None and not entry.needs:
            yield id


def at_once(voice: Voice) -> tuple[Piece, ...]:
    ids = for_everybody(voice.knowledge, Section.GET_HELP)
    return Teller(voice).advice(id for id in ids if id.startswith(AT_ONCE))


def reviewed(here: Setting) -> tuple[str, ...]:
    """Who has approved these rules and words, and how old they are."""
    say, knowledge = here.voice.say, here.voice.knowledge
    approval = here.approval
    if approval is None:
        word = say("about.unapproved")
    else:
        day = date_format(approval.approved_at, "DATE_FORMAT")
        word = say("about.approved", name=approval.lead_name, day=day)
    due = date_format(knowledge.next_review, "DATE_FORMAT")
    version = say("about.version", version=knowledge.version[:12], day=due)
    translated = () if here.voice.ui["review"] == "signed" else (say("about.translation"),)
    return (word, *translated, version, say("about.open"))


def _source(voice: Voice, id: str, entry: SourceEntry) -> Source:
    head = " ".join(str(part) for part in (entry.authors, entry.year) if part)
    where = ", ".join(part for part in (entry.venue, entry.detail) if part)
    address = entry.address or ""
    parts = [part.strip() for part in address.split(" ; ")]
    if entry.doi:
        parts.insert(0, f"https://doi.org/{entry.doi}")
    return Source(
        id=id,
        head=head or entry.ref,
        title=entry.title or "",
        where=where,
        status=voice.say(f"sources.{entry.status}"),
        links=tuple(part for part in parts if part.startswith("https://")),
        address="; ".join(part for part in parts if not part.startswith("https://")),
        says=entry.says,
        limits=entry.limits or "",
    )
