"""Makes the plan: nothing gated for this person is ever in it."""

from collections.abc import Sequence

from easeback.domain.condition import Answers, Facts, Index, Literals
from easeback.domain.exercise import Demand, ExerciseKind, Gate, Gates
from easeback.domain.relief.flare import recognize
from easeback.domain.relief.plan import Barred, Plan
from easeback.domain.relief.remedy import Choice, Direction, Remedies, Section
from easeback.domain.triage import Assessment
from easeback.domain.vocabulary import Urgency

GUIDE = ("cat-cow", "knee-to-chest")
"""The two movements that the guide teaches."""
PARTS_OF_GUIDE = {"cat-half": "cat-cow", "cow-half": "cat-cow", "seated-cat-cow": "cat-cow"}
"""Versions of a guide's movement: with one of them first, the full one does not follow."""
HALF = {"cat-cow": "cat-half"}
"""What follows in place of a guide's movement where arching hurts."""
AGGRAVATES = "aggravates"
"""The question on what hurts to do."""


class UnknownExercise(LookupError):
    """A choice names an exercise that is not in the library."""


class Planner:
    """Everything a plan is chosen from, compiled once."""

    def __init__(self, literals: Literals, remedies: Remedies, gates: Sequence[Gate]) -> None:
        self._gates = Gates(literals, gates)
        self._exercises = {exercise.id: exercise for exercise in remedies.exercises}
        self._treatments = remedies.treatments
        self._activities = {activity.id: activity for activity in remedies.activities}
        self._choices = {choice.direction: choice for choice in remedies.choices}
        self._advice = [
            (piece, term)
            for piece in remedies.advice
            for term in (literals.ways(piece.when) if piece.when is not None else (0,))
        ]
        self._advice_index = Index([term for _, term in self._advice], literals.no)
        self._warmth = remedies.warmth
        for choice in remedies.choices:
            for id in (*choice.positions, *choice.movements):
                if id not in self._exercises:
                    raise UnknownExercise(id)

    @property
    def terms(self) -> tuple[int, ...]:
        """Every way in which an answer can close a gate: what a plan must ask about.

        Advice goes by what was asked anyway.
        """
        return self._gates.terms

    def plan(self, assessment: Assessment, answers: Answers) -> Plan | None:
        """Today's plan; None in an emergency, where there is no self-care."""
        if assessment.urgency is Urgency.EMERGENCY:
            return None
        facts = assessment.facts
        closed = self._gates.closed(facts)
        forbidden = self._too_soon(assessment).union(*(gate.forbids for gate in closed))
        direction = self.direction(answers)
        choice = self._choices[direction]
        first = self._first(choice, assessment.urgency, forbidden)
        guided = assessment.urgency is Urgency.SELF_CARE
        return Plan(
            urgency=assessment.urgency,
            flare=recognize(answers),
            direction=direction,
            position=self._allowed(choice.positions, forbidden),
            first=first,
            then=self._following(first, direction, forbidden) if guided else (),
            barred=self._barred(first, closed) if guided else (),
            treatments=tuple(t.id for t in self._treatments if not t.demands & forbidden),
            no_heat=_forbidding(closed, Demand.HEAT),
            no_cold=_forbidding(closed, Demand.COLD),
            no_exercise=_forbidding(closed, Demand.EXERCISE),
            heat_cautions=_cautions(closed, "heat", Demand.HEAT),
            movement_cautions=_cautions(closed, "movement", Demand.EXERCISE),
            easing=self._easing(answers),
            notes=_notes(assessment) if guided else (),
            advice=self._advised(facts, forbidden),
            heat_minutes=self._heat_minutes(closed, forbidden),
            forbidden=forbidden,
        )

    def direction(self, answers: Answers) -> Direction:
        """Which way the back dislikes, from what the person says hurts to do."""
        ticked = answers.get(AGGRAVATES, frozenset())
        disliked: set[Direction] = set()
        if isinstance(ticked, frozenset):
            for id in ticked:
                activity = self._activities.get(id)
                if activity is not None and len(activity.dislikes) == 1:
                    disliked |= activity.dislikes
        return disliked.pop() if len(disliked) == 1 else Direction.UNCLEAR

    def _allowed(self, ids: Sequence[str], forbidden: frozenset[Demand]) -> str | None:
        return next((id for id in ids if not self._exercises[id].needs & forbidden), None)

    def _first(self, choice: Choice, urgency: Urgency, forbidden: frozenset[Demand]) -> str | None:
        if urgency is Urgency.SAME_DAY:
            return None
        ids = choice.movements
        if urgency is Urgency.WITHIN_DAYS:
            ids = tuple(id for id in ids if self._exercises[id].kind is ExerciseKind.WALK)
        return self._allowed(ids, forbidden)

    def _following(
        self, first: str | None, direction: Direction, forbidden: frozenset[Demand]
    ) -> tuple[str, ...]:
        done = {first, PARTS_OF_GUIDE.get(first or "")}
        wanted = (id for id in GUIDE if id not in done)
        # Where arching hurts, only the rounding half of cat-cow follows.
        halved = (
            HALF[id] if direction is Direction.ARCHING and id in HALF else id for id in wanted
        )
        return tuple(id for id in halved if not self._exercises[id].needs & forbidden)

    def _barred(self, first: str | None, closed: Sequence[Gate]) -> tuple[Barred, ...]:
        found = []
        for id in GUIDE:
            needs = self._exercises[id].needs
            gates = tuple(gate.id for gate in closed if gate.forbids & needs)
            if gates and id != first:
                found.append(Barred(id, gates))
        return tuple(found)

    def _too_soon(self, assessment: Assessment) -> frozenset[Demand]:
        """What waits until a clinician has looked, whatever the gates say."""
        if assessment.urgency is Urgency.SELF_CARE:
            return frozenset()
        waiting = {Demand.EXERCISE}
        if assessment.urgency is Urgency.SAME_DAY:
            waiting.add(Demand.WALK)
        raised = {f.rule.id for f in assessment.fired if f.rule.urgency > Urgency.SELF_CARE}
        if not raised <= self._warmth:
            waiting |= {Demand.HEAT, Demand.COLD}
        return frozenset(waiting)

    def _heat_minutes(self, closed: Sequence[Gate], forbidden: frozenset[Demand]) -> int | None:
        """The least of what the mildest heat lasts and what the gates let it last."""
        mild = (t.minutes[0] for t in self._treatments if t.demands == {Demand.HEAT})
        caps = [g.most_minutes for g in closed if g.about == "heat" and g.most_minutes]
        return None if Demand.HEAT in forbidden else min([*mild, *caps])

    def _easing(self, answers: Answers) -> tuple[str, ...]:
        ticked = answers.get(AGGRAVATES, frozenset())
        if not isinstance(ticked, frozenset):
            return ()
        return tuple(id for id in self._activities if id in ticked)

    def _advised(
        self, facts: Facts, forbidden: frozenset[Demand]
    ) -> dict[Section, tuple[str, ...]]:
        found: dict[Section, dict[str, None]] = {section: {} for section in Section}
        for place in self._advice_index.held(facts.settled):
            piece, _ = self._advice[place]
            if not piece.needs & forbidden:
                found[piece.section][piece.id] = None
        return {section: tuple(ids) for section, ids in found.items()}


def _forbidding(closed: Sequence[Gate], demand: Demand) -> tuple[str, ...]:
    return tuple(gate.id for gate in closed if demand in gate.forbids)


def _cautions(closed: Sequence[Gate], about: str, whole: Demand) -> tuple[str, ...]:
    return tuple(g.id for g in closed if g.about == about and whole not in g.forbids)


def _notes(assessment: Assessment) -> tuple[str, ...]:
    return tuple(
        fired.rule.id
        for fired in assessment.fired
        if fired.rule.urgency is Urgency.SELF_CARE and not fired.rule.beside and fired.reasons
    )
