"""Ten invented patients for the demonstration, by the same actions that real ones go through."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from easeback.apps.accounts.devices import open_account
from easeback.apps.booking import actions, queries, timetables
from easeback.apps.booking.facts import FOLLOW_UP, Colleague, Contact, Wanted
from easeback.apps.booking.offers import offers
from easeback.apps.care import intakes, messages, programs, signing
from easeback.apps.care.barriers import closed_in
from easeback.apps.care.facts import PATIENT, About, Kind, Signer
from easeback.apps.selfcare import actions as selfcare
from easeback.apps.selfcare import sharing
from easeback.apps.selfcare.facts import Line
from easeback.domain.booking import Mode, Severity, Wish
from easeback.domain.program import Told
from easeback.domain.response import Light
from easeback.domain.vocabulary import Language, Span, seconds
from easeback.knowledge import knowledge, read_yaml

FIRST = "first-evaluation"
STEPS = tuple(time(hour, minute) for hour in range(8, 18) for minute in (0, 30))
SURE = {
    "red-flags-rest": "none",
    "red-flag-status": "clear",
    "prognosis": "good",
    "flare-plan": "Heat, the two movements that ease, a short walk every hour.",
    "safety-net": "written",
}
"""What a therapist of the demonstration writes at every evaluation."""
WORDS = {"better": "Moves more easily than last time.", "same": "No change today."}


def load_patients(signs: int, *, at: datetime) -> None:
    """Everybody of the file; their therapists' documents are signed by this account."""
    written = read_yaml(Path(__file__).with_suffix(".yaml"))
    therapists = timetables.colleagues()
    for number, told in enumerate(written["patients"]):
        Invented(told, number, therapists[told["therapist"]], signs, at).lives()


class Invented:
    """One person's history, written down on the days on which it took place."""

    def __init__(
        self, told: Mapping[str, Any], number: int, therapist: Colleague, signs: int, at: datetime
    ) -> None:
        self.told, self.therapist, self.at = told, therapist, at
        self.by = Signer(signs, therapist.name)
        self.contact = Contact(
            told["name"],
            f"1-555-555-01{number + 10}",
            f"patient{number}@example.org",
            told["language"],
            therapist.zone,
        )

    def lives(self) -> None:
        visits = list(self._visits())
        if not visits:
            return
        course = queries.known_visit(visits[0]).course
        self._documents(course, visits)
        self._messages(course)
        if "diary" in self.told:
            self._diary(course)

    def _visits(self) -> Iterator[UUID]:
        """Those that were, one for the evaluation and one for each note, and the one to come."""
        course: UUID | None = None
        first, notes = self.told.get("first"), self.told.get("notes", ())
        days = [first - 4 * place for place in range(len(notes) + 1)] if first else []
        days += [-self.told["next"]] if "next" in self.told else []
        for ago in days:
            visit = self._booked(self.at - timedelta(days=ago), course)
            if visit is None:
                continue
            course = queries.known_visit(visit).course
            yield visit

    def _booked(self, on: datetime, course: UUID | None) -> UUID | None:
        """The first half hour that is free from that day on, within a week."""
        first = on.astimezone(ZoneInfo(self.therapist.zone)).date()
        for day in range(7):
            for starts_at in self._free_on(first + timedelta(days=day), course):
                if not starts_at < self.at < starts_at + timedelta(days=1):
                    asked_at = min(self.at, starts_at - timedelta(days=1))
                    visit = self._try(starts_at, asked_at, course)
                    if visit is not None:
                        return visit
        return None

    def _free_on(self, day: date, course: UUID | None) -> list[datetime]:
        """When somebody can come to the clinic, at the hour or half past."""
        given, zone = queries.catalogue(), ZoneInfo(self.therapist.zone)
        begins = [datetime.combine(day, step, zone).astimezone(UTC) for step in STEPS]
        wish = Wish(
            service=given.services[FOLLOW_UP if course else FIRST],
            within=Span(seconds(begins[0]), seconds(begins[-1]) + 1),
            modes=frozenset({Mode.CLINIC}),
            severity=self._severity,
            therapist=str(self.therapist.id),
        )
        found = offers(wish, given, at=begins[0]).slots
        return [starts_at for starts_at in begins if found.of(seconds(starts_at))]

    @property
    def _severity(self) -> Severity:
        return Severity[self.told.get("severity", "routine").upper()]

    def _try(self, starts_at: datetime, at: datetime, course: UUID | None) -> UUID | None:
        wanted = Wanted(
            service=FOLLOW_UP if course else FIRST,
            mode=Mode.CLINIC,
            therapist=self.therapist.id,
            starts_at=starts_at,
            severity=self._severity,
            course=course,
        )
        try:
            held = actions.hold(wanted, key=str(uuid4()), at=at)
        except actions.SlotTaken:
            return None
        return actions.confirm(held, self.contact, key=str(uuid4()), at=at)

    def _documents(self, course: UUID, visits: list[UUID]) -> None:
        if "intake" in self.told:
            before = queries.known_visit(visits[0]).starts_at - timedelta(days=1)
            at = min(before, self.at - timedelta(hours=2))
            intakes.send(course, self.told["intake"], by=PATIENT, key=uuid4(), at=at)
        if "evaluation" not in self.told:
            return
        self._sign(course, visits[0], Kind.EVALUATION, self._evaluation())
        if "program" in self.told:
            self._program(course, visits[0])
        notes = self.told.get("notes", ())
        for visit, (before, after) in zip(visits[1:], notes, strict=False):
            self._sign(course, visit, Kind.VISIT_NOTE, self._note(before, after))
        if self.told.get("discharged"):
            self._sign(course, visits[-1], Kind.DISCHARGE, self._discharge())

    def _messages(self, course: UUID) -> None:
        """As they were sent, each after the one before had been read."""
        for ago, who, text in self.told.get("messages", ()):
            at, key = self.at - timedelta(days=ago), uuid4()
            if who == "patient":
                messages.send(course, text, key=key, at=at)
                continue
            found, seen = timetables.course(course), messages.thread([course])[-1].id
            if found is not None:
                messages.answer(found, text, by=self.by, seen=seen, key=key, at=at)

    def _program(self, course: UUID, visit: UUID) -> None:
        """From a template; done on most days but those that are `quiet`, and felt well on all but
        some. On the last one an exercise ended in a red light, where there is a `red`."""
        at, zone = queries.known_visit(visit).ends_at, ZoneInfo(self.therapist.zone)
        first = at.astimezone(zone).date()
        program = knowledge().templates[self.told["program"]].publish(first)
        programs.publish(course, program, closed_in(course), by=self.by, key=uuid4(), at=at)
        days = range(1, (self.at - at).days - self.told.get("quiet", 0))
        for day in days:
            if day % 5 == 4:
                continue
            usual = Light.AMBER if day % 9 == 8 else Light.GREEN
            on, then = first + timedelta(days=day), at + timedelta(days=day)
            red = self.told.get("red") if day == days[-1] else None
            lights = {item.id: Light.RED if item.id == red else usual for item in program.items}
            told = [Told(id, on, light=light, before=4, after=3) for id, light in lights.items()]
            programs.tell(course, told, key=uuid4(), today=on, at=then)

    def _evaluation(self) -> dict[str, Any]:
        asked = knowledge().outlines[Kind.EVALUATION]
        intake = {id: value for id, value in self.told["intake"].items() if id in asked}
        return {**intake, **SURE, **self.told["evaluation"]}

    def _note(self, before: int, after: int) -> dict[str, Any]:
        response = "better" if after < before else "same"
        adverse = self.told.get("adverse", "")
        return {
            "pain-before": before,
            "pain-after": after,
            "interventions": [
                {"intervention": "soft-tissue", "intervention-minutes": 15, "cpt": "97140"},
                {"intervention": "strengthening", "intervention-minutes": 20, "cpt": "97110"},
            ],
            "response": response,
            "response-more": WORDS[response],
            "adverse": "mild" if adverse else "none",
            **({"adverse-what": adverse} if adverse else {}),
            "global-change": "better" if after < before else "same",
            "plan": "Go on with the program; see again in a few days.",
        }

    def _discharge(self) -> dict[str, Any]:
        able = [{**row, "able-now": 9} for row in self.told["intake"]["activities"]]
        return {
            "discharge-why": "goals-reached",
            "pain-now": self.told["notes"][-1][1],
            "activities": able,
            "global-change": "much-better",
            "flare-plan": SURE["flare-plan"],
            "safety-net": "written",
        }

    def _sign(self, course: UUID, visit: UUID, kind: Kind, content: dict[str, Any]) -> None:
        at = min(queries.known_visit(visit).ends_at, self.at)
        signing.sign(About(course, visit, kind), content, by=self.by, key=uuid4(), at=at)

    def _diary(self, course: UUID) -> None:
        """An entry a day, from the first pain to the last, up and down by one on the way."""
        diary, zone = self.told["diary"], self.contact.zone
        days, (first, last) = diary["days"], diary["pain"]
        account = open_account(
            opened_by=uuid4(),
            language=Language(self.told["language"]),
            zone=zone,
            at=self.at - timedelta(days=days),
        ).account
        for day in range(days):
            level = first + (last - first) * day / max(1, days - 1)
            pain = min(10, max(0, round(level) + (0, 1, 0, -1)[day % 4]))
            remedies = (diary["remedies"][day % len(diary["remedies"])],) if day % 3 else ()
            at = self.at - timedelta(days=days - day, hours=day % 5)
            line = Line(at=at, zone=zone, pain=pain, remedies=remedies)
            selfcare.write(account, line, key=uuid4(), at=at)
        if self.told.get("shares"):
            sharing.share(account, course, at=self.at - timedelta(days=min(days, 3)))
