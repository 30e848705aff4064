"""The plan as a sheet of paper, with a code that leads back to its exercises."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation

from easeback.domain.exercise import Exercise
from easeback.domain.figure import CAST, LIGHT, LOOKS, draw
from easeback.domain.relief import Plan, Section
from easeback.domain.triage import Assessment
from easeback.domain.vocabulary import Urgency
from easeback.paper import Block, Figure, Sheet
from easeback.web.patient.relief.frame import Setting
from easeback.web.patient.relief.results import card
from easeback.web.program.figures import described, shown_poses
from easeback.web.wording import Voice

BETWEEN = "+"
"""Stands between the exercises in an address."""


def sheet(
    here: Setting, own: Voice, assessment: Assessment, plan: Plan, ids: tuple[str, ...], on: str
) -> Sheet:
    """`own` are this room's words; `ids` the exercises; `on` the day, as the reader writes it."""
    voice = here.voice
    urgent = card(voice, here.practice, assessment)
    with translation.override(voice.language):
        path = reverse("routine:of", args=[BETWEEN.join(ids)])
    return Sheet(
        language=voice.language,
        title=own.say("paper.title"),
        lead=own.say("paper.lead"),
        urgency=urgent.title,
        urgent=(urgent.lead, *(urgent.steps if assessment.urgency > Urgency.SELF_CARE else ())),
        practice=here.frame.name,
        call=" · ".join(f"{call.label}: {call.number}" for call in here.frame.calls),
        blocks=(*(_block(voice, own, id) for id in ids), *_heat(voice, own, plan)),
        notes=tuple(_notes(voice, own, plan)),
        signs_title=voice.say("plan.help"),
        signs=_advice(voice, plan, Section.GET_HELP),
        address=path,
        address_words=own.say("paper.code"),
        standing=here.frame.banner,
        on=on,
    )


def _block(voice: Voice, own: Voice, id: str) -> Block:
    exercise, key = voice.knowledge.exercises[id], f"exercises.{id}"
    facts = [
        (own.say("paper.dose"), voice.get(f"{key}.dose")),
        (own.say("paper.breath"), voice.get(f"{key}.breath")),
        (own.say("paper.stop"), " ".join(voice.lines(f"{key}.stop"))),
        (own.say("paper.easier"), voice.get(f"{key}.easier")),
    ]
    return Block(
        title=voice[f"{key}.title"],
        figures=tuple(_figure(voice, exercise, pose) for pose in shown_poses(exercise)),
        start=voice[f"{key}.start"],
        steps=voice.lines(f"{key}.moves"),
        facts=tuple((heading, text) for heading, text in facts if text),
    )


def _figure(voice: Voice, exercise: Exercise, pose: str) -> Figure:
    alt = described(exercise, pose, voice)
    look = LOOKS[CAST[exercise.figure]]
    svg = draw(exercise.figure, pose, look=look, palette=LIGHT, title=alt, description=alt)
    return Figure(svg, alt)


def _heat(voice: Voice, own: Voice, plan: Plan) -> Iterator[Block]:
    """The mildest way to use heat, for as long as this person may."""
    if plan.heat_minutes is None:
        return
    first = next(id for id in plan.treatments)
    minutes = own.say("paper.minutes", minutes=plan.heat_minutes)
    cautions = [voice[f"gates.{gate}.text"] for gate in plan.heat_cautions]
    yield Block(
        title=voice[f"treatments.{first}.title"],
        steps=voice.lines(f"treatments.{first}.steps"),
        facts=(
            (own.say("paper.time"), minutes),
            *((own.say("paper.care"), text) for text in cautions),
        ),
    )


def _notes(voice: Voice, own: Voice, plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    cautions = tuple(voice[f"gates.{gate}.text"] for gate in plan.movement_cautions)
    if cautions:
        yield own.say("paper.care"), cautions
    therapist = _advice(voice, plan, Section.THERAPIST)
    if therapist:
        yield voice.say("plan.therapist"), therapist
    hours = _advice(voice, plan, Section.NEXT_HOURS)
    if hours:
        yield own.say("paper.hours"), hours
    if plan.easing:
        yield own.say("paper.easing"), tuple(voice[f"activities.{id}.swap"] for id in plan.easing)
    pills = _advice(voice, plan, Section.MEDICINES)
    if pills:
        yield own.say("paper.pills"), pills


def _advice(voice: Voice, plan: Plan, section: Section) -> tuple[str, ...]:
    return tuple(voice[f"advice.{id}.text"] for id in plan.advice[section])
