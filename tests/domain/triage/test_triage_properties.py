"""What must hold of triage for anybody, whatever they answer (rules.md section 7)."""

from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.condition import Answer, Kind, Question
from easeback.domain.vocabulary import Urgency
from easeback.knowledge import knowledge
from easeback.knowledge.entries import QuestionEntry
from tests.people import some_answers, whole_answers

KNOWN = knowledge()
TRIAGE = KNOWN.triage
NEUTRAL = {q.id for q in KNOWN.shelf.of("questions", QuestionEntry).values() if q.neutral}
ORDERED = [q for q in KNOWN.bank if q.kind is not Kind.NUMBER and q.id not in NEUTRAL]


def _with(question: Question, answers: dict[str, Answer], option: str) -> dict[str, Answer]:
    """The answers with one more option ticked; what stands alone gives way."""
    if question.kind is Kind.ONE:
        return {**answers, question.id: option}
    before = answers.get(question.id, frozenset())
    assert isinstance(before, frozenset)
    kept = frozenset() if option in question.alone else before - question.alone
    return {**answers, question.id: kept | {option}}


def _alarms(question: Question) -> list[str]:
    return [o for o in question.alarming if o not in question.alone]


@given(whole_answers(KNOWN.bank), st.data())
def test_one_more_yes_is_never_milder(answers: dict[str, Answer], data: st.DataObject) -> None:
    question = data.draw(st.sampled_from([q for q in ORDERED if _alarms(q)]))
    calm = KNOWN.bank.none_of(question.id)
    if question.kind is Kind.ONE:
        answers = {**answers, question.id: calm}
    more = _with(question, answers, data.draw(st.sampled_from(_alarms(question))))
    assert TRIAGE.assess(more).urgency >= TRIAGE.assess(answers).urgency


@given(whole_answers(KNOWN.bank), st.data())
def test_no_turned_into_not_sure_or_a_blank_is_never_milder(
    answers: dict[str, Answer], data: st.DataObject
) -> None:
    question = data.draw(st.sampled_from(ORDERED))
    calm = {**answers, question.id: KNOWN.bank.none_of(question.id)}
    before = TRIAGE.assess(calm).urgency
    blank = {name: answer for name, answer in calm.items() if name != question.id}
    assert TRIAGE.assess(blank).urgency >= before
    if "not-sure" in question.options:
        unsure = _with(question, blank, "not-sure")
        assert TRIAGE.assess(unsure).urgency >= before


@given(whole_answers(KNOWN.bank), st.integers(18, 100), st.integers(18, 100))
def test_a_higher_age_is_never_milder_from_18_on(
    answers: dict[str, Answer], one: int, other: int
) -> None:
    younger, older = sorted((one, other))
    before = TRIAGE.assess({**answers, "age": younger}).urgency
    assert TRIAGE.assess({**answers, "age": older}).urgency >= before


@given(whole_answers(KNOWN.bank), st.randoms(use_true_random=False))
def test_the_order_of_answers_is_irrelevant(answers: dict[str, Answer], chance: st.randoms) -> None:  # type: ignore[valid-type]
    shuffled = list(answers.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = TRIAGE.assess(answers), TRIAGE.assess(dict(shuffled))
    assert (one.urgency, one.action, one.rules) == (other.urgency, other.action, other.rules)


@given(whole_answers(KNOWN.bank))
def test_the_short_path_gives_the_same_urgency_as_asking_everything(
    answers: dict[str, Answer],
) -> None:
    everything = TRIAGE.assess(answers)
    for inquiry in (KNOWN.screening, KNOWN.journey):
        walk = inquiry.walk(answers)
        assert TRIAGE.assess(walk.progress.answers).urgency is everything.urgency


@given(whole_answers(KNOWN.bank))
def test_a_walk_that_ends_leaves_nothing_that_could_raise_the_urgency(
    answers: dict[str, Answer],
) -> None:
    walk = KNOWN.journey.walk(answers)
    assert not TRIAGE.assess(walk.progress.answers).incomplete


def test_a_call_that_is_added_does_not_end_the_asking() -> None:
    told = KNOWN.bank.read({"age": 30, "legs": "one", "self-harm": "thoughts"})
    walk = KNOWN.journey.walk(KNOWN.bank.completed(told))
    assert "leg-severity" in walk.progress.answers
    assert not TRIAGE.assess(walk.progress.answers).incomplete


def test_a_question_is_not_kept_waiting_for_what_only_its_answer_calls_for() -> None:
    told = KNOWN.bank.read({"age": 20, "fever": "yes", "cannot-stand": "yes", "flank": "yes"})
    ill = KNOWN.bank.completed(told | KNOWN.bank.read({"kidney-more": ["one-kidney"]}))
    walk = KNOWN.journey.walk(ill)
    assert {"flank", "kidney-more"} <= walk.progress.answers.keys()
    assert TRIAGE.assess(walk.progress.answers).urgency is Urgency.EMERGENCY
    well = KNOWN.journey.walk(KNOWN.bank.completed(told | {"flank": "no"}))
    assert not TRIAGE.assess(well.progress.answers).incomplete


@given(whole_answers(KNOWN.bank))
def test_no_page_is_shown_after_an_emergency(answers: dict[str, Answer]) -> None:
    walk = KNOWN.journey.walk(answers)
    for length in range(len(walk.steps)):
        before = KNOWN.journey.walk(answers, at_most=length)
        settled = KNOWN.literals.facts(before.progress.answers).known
        fired = [w for w in TRIAGE.ways if settled & w.term == w.term and not w.rule.beside]
        assert all(way.rule.urgency < Urgency.EMERGENCY for way in fired)


@given(whole_answers(KNOWN.bank))
def test_no_question_is_put_twice(answers: dict[str, Answer]) -> None:
    walk = KNOWN.journey.walk(answers)
    details = [q for step in walk.steps if step.page.follow_up for q in step.questions]
    assert len(details) == len(set(details))


@given(some_answers(KNOWN.bank))
def test_while_an_emergency_is_possible_the_result_is_never_self_care(
    answers: dict[str, Answer],
) -> None:
    assessment = TRIAGE.assess(answers)
    if assessment.doubtful:
        assert assessment.urgency >= Urgency.SAME_DAY
    if assessment.urgency < Urgency.SAME_DAY:
        facts = KNOWN.literals.facts(answers)
        emergencies = [w for w in TRIAGE.ways if w.rule.urgency is Urgency.EMERGENCY]
        assert not any(facts.possible & w.term == w.term for w in emergencies)


@given(whole_answers(KNOWN.bank), st.data())
def test_checked_and_unchanged_never_lowers_what_is_not_cleared(
    answers: dict[str, Answer], data: st.DataObject
) -> None:
    calm = {**answers, "checked-unchanged": "no"}
    fired = {f.rule.id for f in TRIAGE.assess(calm).fired}
    kept = {rule for rule in fired if not KNOWN.rules[rule].clearable}
    checked = TRIAGE.assess({**answers, "checked-unchanged": "yes"})
    assert kept - {"def"} <= set(checked.rules)
    assert checked.urgency >= Urgency.SAME_DAY or TRIAGE.assess(calm).urgency < Urgency.EMERGENCY


def test_nobody_with_nothing_is_sent_away() -> None:
    nothing = TRIAGE.assess({**KNOWN.bank.completed({}), "age": 40})
    assert (nothing.urgency, nothing.rules) == (Urgency.SELF_CARE, ("def",))


def test_silence_alone_never_clears() -> None:
    silent = TRIAGE.assess({})
    assert (silent.urgency, silent.rules) == (Urgency.SAME_DAY, ("def-0",))
    assert silent.incomplete


SINGLE: dict[str, Answer] = {
    "age": 74,
    "diabetes": "yes",
    "legs": "one",
    "history": "first",
    "blood-thinner": "aspirin",
    "cancer": "old",
    "pain-now": 9,
    "worse-each-day": "yes",
    "chest-level": "yes",
    "back-procedure": frozenset({"older"}),
    "infection-risk": frozenset({"recent-infection"}),
}


def test_single_weak_flags_never_escalate_alone() -> None:
    raised = []
    for name, answer in SINGLE.items():
        answers: dict[str, Answer] = {**KNOWN.bank.completed({}), "age": 40, name: answer}
        if TRIAGE.assess(answers).urgency > Urgency.SELF_CARE:
            raised.append(name)
    assert raised == []


@given(some_answers(KNOWN.bank))
def test_every_drawn_answer_is_one_the_bank_takes(answers: dict[str, Answer]) -> None:
    raw = {
        q: sorted(a) if isinstance(a, frozenset) else a
        for q, a in answers.items()
        if a != frozenset()
    }
    assert KNOWN.bank.read(raw) == {q: answers[q] for q in raw}
