"""The fast form of conditions says what the slow and obvious one says."""

from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.condition import (
    AllOf,
    Answer,
    AnyOf,
    AtLeast,
    Atomic,
    Bank,
    Below,
    Condition,
    CountOf,
    Facts,
    Index,
    Is,
    Kind,
    Literals,
    Not,
    Question,
    Truth,
    truth_of,
)

BANK = Bank(
    [
        Question("color", "A1", Kind.ONE, ("red", "blue", "no", "not-sure"), none="no"),
        Question(
            "signs", "A2", Kind.MANY, ("x", "y", "none"), none="none", alone=frozenset({"none"})
        ),
        Question("age", "A3", Kind.NUMBER, bounds=(0, 100)),
    ]
)
ATOMS: list[Atomic] = [
    *(Is("color", option) for option in ("red", "blue", "no", "not-sure")),
    *(Is("signs", option) for option in ("x", "y", "none")),
    AtLeast("age", 18),
    AtLeast("age", 65),
    Below("age", 50),
]


def _combined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        parts.map(Not),
        several.map(AllOf),
        several.map(AnyOf),
        several.flatmap(lambda ps: st.integers(1, len(ps)).map(lambda n: CountOf(n, ps))),
    )


CONDITIONS = st.recursive(st.sampled_from(ATOMS), _combined, max_leaves=8)
ANSWERS: st.SearchStrategy[dict[str, Answer]] = st.fixed_dictionaries(
    {},
    optional={
        "color": st.sampled_from(["red", "blue", "no", "not-sure"]),
        "signs": st.sampled_from([frozenset({"x"}), frozenset({"x", "y"}), frozenset({"none"})]),
        "age": st.integers(0, 100),
    },
)


def _atom_truth(facts: Facts, literals: Literals, atom: Atomic) -> Truth:
    """What the facts say of one atom, read off its two literals."""
    (yes,), (no,) = literals.ways(atom), literals.ways(Not(atom))
    if facts.known & yes:
        return Truth.YES
    return Truth.NO if facts.known & no else Truth.UNKNOWN


def _held(ways: tuple[int, ...], literals: int) -> bool:
    return any(literals & way == way for way in ways)


@given(CONDITIONS, ANSWERS)
def test_settled_by_terms_exactly_where_three_valued_logic_says_yes(
    condition: Condition, answers: dict[str, Answer]
) -> None:
    literals = Literals(BANK, [*ATOMS, condition])
    facts = literals.facts(answers)
    slow = truth_of(condition, lambda atom: _atom_truth(facts, literals, atom))
    ways = literals.ways(condition)
    if _held(ways, facts.known):
        assert slow is Truth.YES
    if slow is Truth.YES:
        # Terms may know more: they drop what no answer can make true together.
        assert _held(ways, facts.possible)
    if not _held(ways, facts.possible) and facts.possible == facts.known:
        assert slow is Truth.NO


@given(CONDITIONS, ANSWERS)
def test_both_agree_on_complete_answers(condition: Condition, answers: dict[str, Answer]) -> None:
    whole = BANK.completed(answers)
    if whole["color"] == "not-sure":
        whole["color"] = "red"
    literals = Literals(BANK, [*ATOMS, condition])
    facts = literals.facts(whole)
    slow = truth_of(condition, lambda atom: _atom_truth(facts, literals, atom))
    assert _held(literals.ways(condition), facts.known) is (slow is Truth.YES)


@given(st.lists(CONDITIONS, min_size=1, max_size=6), ANSWERS)
def test_the_index_finds_every_term_that_holds(
    conditions: list[Condition], answers: dict[str, Answer]
) -> None:
    literals = Literals(BANK, [*ATOMS, *conditions])
    terms = [term for condition in conditions for term in literals.ways(condition)]
    settled = literals.facts(answers).settled
    expected = [place for place, term in enumerate(terms) if settled & term == term]
    assert Index(terms, literals.no).held(settled) == expected


@given(CONDITIONS)
def test_a_condition_and_its_opposite_never_hold_together(condition: Condition) -> None:
    literals = Literals(BANK, [*ATOMS, condition])
    for answers in ({"color": "red", "signs": frozenset({"x"}), "age": 70}, {"age": 10}):
        known = literals.facts(answers).known  # type: ignore[arg-type]
        both = _held(literals.ways(condition), known), _held(literals.ways(Not(condition)), known)
        assert both != (True, True)
