"""Whoever subtracts finds no group of fewer than five people: tried with every sum there is."""

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.indicator import (
    LEAST,
    Hidden,
    in_turn,
    is_hidden_well,
    of_groups,
    of_year,
    side_by_side,
)

People = frozenset[int]


def made(sizes: list[int]) -> list[People]:
    """Groups of these sizes that share nobody."""
    return [frozenset(range(100 * n, 100 * n + size)) for n, size in enumerate(sizes)]


parts = st.lists(st.integers(0, 9), min_size=1, max_size=4).map(made)
overlapping = st.lists(st.frozensets(st.integers(0, 12), max_size=9), min_size=1, max_size=4)


def whole_of(held: list[People]) -> People:
    return frozenset().union(*held)


def sums_of(rows: list[list[int]]) -> list[list[int]]:
    """Everything that comes out of adding and subtracting what is shown."""
    return [
        [sum(s * row[n] for s, row in zip(signs, rows, strict=True)) for n in range(len(rows[0]))]
        for signs in product((-1, 0, 1), repeat=len(rows))
    ]


def groups_found(held: list[People], shown: list[frozenset[int]]) -> list[People]:
    """The groups of people whose numbers come out by adding and subtracting; each of `shown` is a
    sum of parts. It does not matter whether it is a numerator or a denominator that is added."""
    if not shown:
        return []
    rows = [[int(n in each) for n in range(len(held))] for each in shown]
    return [
        whole_of([held[n] for n, times in enumerate(row) if times])
        for row in sums_of(rows)
        if set(row) <= {0, 1} and any(row)
    ]


def assert_nobody_is_found(held: list[People], shown: list[frozenset[int]]) -> None:
    for group in groups_found(held, shown):
        assert not 0 < len(group) < LEAST


@given(parts | overlapping)
def test_the_groups_of_a_quarter(held: list[People]) -> None:
    whole = Hidden.FEW if len(whole_of(held)) < LEAST else None
    hidden = of_groups(held, whole)
    shown = [frozenset({n}) for n, why in enumerate(hidden) if why is None]
    if whole is None:
        shown.append(frozenset(range(len(held))))
    assert_nobody_is_found(held, shown)
    for people, why in zip(held, hidden, strict=True):
        assert (why is Hidden.FEW) is (len(people) < LEAST)


@given(parts | overlapping)
def test_the_quarters_of_a_year(held: list[People]) -> None:
    hidden = in_turn(held)
    shown = [frozenset({n}) for n, why in enumerate(hidden) if why is None]
    if of_year(held, hidden) is None:
        shown.append(frozenset(range(len(held))))
    assert_nobody_is_found(held, shown)


@given(parts | overlapping)
def test_what_was_shown_of_a_quarter_is_never_hidden_later(held: list[People]) -> None:
    for ripe in range(len(held)):
        assert in_turn(held)[:ripe] == in_turn(held[:ripe])


@given(st.lists(st.lists(st.integers(0, 9), min_size=2, max_size=2), min_size=4, max_size=4))
def test_a_year_its_quarters_and_their_groups_together(sizes: list[list[int]]) -> None:
    """By linear algebra: nothing small comes out of what is shown, whatever the weights."""
    held = made([size for row in sizes for size in row])
    atoms = {(n // 2, n % 2): people for n, people in enumerate(held)}
    quarters = [whole_of([atoms[q, 0], atoms[q, 1]]) for q in range(4)]
    hidden = in_turn(quarters)
    cells = {frozenset({atom}) for atom in atoms} | {frozenset({(q, 0), (q, 1)}) for q in range(4)}
    shown: list[frozenset[tuple[int, int]]] = []
    if of_year(quarters, hidden) is None:
        shown.append(frozenset(atoms))
    for q, why in enumerate(hidden):
        if why is None:
            shown.append(frozenset({(q, 0), (q, 1)}))
        groups = of_groups([atoms[q, 0], atoms[q, 1]], why)
        shown += [frozenset({(q, g)}) for g, hides in enumerate(groups) if hides is None]
    for cell in cells:
        people = whole_of([atoms[atom] for atom in cell])
        if 0 < len(people) < LEAST:
            assert not is_sum_of(cell, shown, sorted(atoms))


@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=3))
def test_two_ways_to_group_laid_over_each_other(sizes: list[list[int]]) -> None:
    """By therapist in rows, by urgency in columns; of some crossings it is known that nobody is in
    them."""
    cells: dict[tuple[int, ...], People] = {
        (row, column): people
        for row, held in enumerate(made_rows(sizes))
        for column, people in enumerate(held)
        if people
    }
    ways = [
        [whole_of([each for at, each in cells.items() if at[way] == place]) for place in places]
        for way, places in enumerate((range(len(sizes)), range(3)))
    ]
    if len(whole_of(list(cells.values()))) < LEAST:
        return
    order = sorted(cells)
    shown = [frozenset(range(len(order)))]
    for way, hidden in enumerate(side_by_side(ways, cells)):
        for place, why in enumerate(hidden):
            if why is None:
                shown.append(frozenset(n for n, at in enumerate(order) if at[way] == place))
    assert_nobody_is_found([cells[at] for at in order], shown)


def made_rows(sizes: list[list[int]]) -> list[list[People]]:
    whole = made([size for row in sizes for size in row])
    return [whole[3 * n : 3 * n + 3] for n in range(len(sizes))]


def test_a_therapist_who_sees_one_urgency_alone_gives_no_colleague_away() -> None:
    """Bea sees the severe alone, and Ann saw two of them: severe less Bea would be these two."""
    many, two, bea = made([30, 2, 8])
    cells: dict[tuple[int, ...], People] = {(0, 0): many, (0, 1): two, (1, 1): bea}
    by_therapist, by_severity = side_by_side([[many | two, bea], [many, two | bea]], cells)
    assert None not in by_therapist or None not in by_severity


def is_sum_of(
    cell: frozenset[tuple[int, int]],
    shown: list[frozenset[tuple[int, int]]],
    atoms: list[tuple[int, int]],
) -> bool:
    """Whether some weights make the cell out of what is shown: does it add to the rank?"""
    rows = [[Fraction(atom in each) for atom in atoms] for each in shown]
    return rank(rows) == rank([*rows, [Fraction(atom in cell) for atom in atoms]])


def rank(rows: list[list[Fraction]]) -> int:
    left, found = [row[:] for row in rows], 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((n for n in range(found, len(left)) if left[n][column]), None)
        if pivot is None:
            continue
        left[found], left[pivot] = left[pivot], left[found]
        for n in range(found + 1, len(left)):
            times = left[n][column] / left[found][column]
            left[n] = [a - times * b for a, b in zip(left[n], left[found], strict=True)]
        found += 1
    return found


def test_the_test_would_find_somebody() -> None:
    """A control: with the small group alone hidden, subtraction finds it."""
    held = made([3, 20, 20])
    shown = [frozenset({1}), frozenset({2}), frozenset({0, 1, 2})]
    assert held[0] in groups_found(held, shown)
    one, other = frozenset({(0, 0)}), frozenset({(0, 1)})
    assert is_sum_of(one, [one | other, other], [(0, 0), (0, 1)])


def test_two_hidden_groups_that_are_small_together_are_not_enough() -> None:
    two, two_more = frozenset({1, 2}), frozenset({3, 4})
    many, more = frozenset(range(10, 30)), frozenset(range(40, 70))
    assert not is_hidden_well([two, two_more])
    assert of_groups([two, two_more, many, more], None) == (
        Hidden.FEW,
        Hidden.FEW,
        Hidden.BESIDE,
        None,
    )


def test_the_same_people_twice_are_no_second_group() -> None:
    same = frozenset(range(4))
    assert not is_hidden_well([same, same])


def test_a_group_with_nobody_protects_nobody() -> None:
    assert of_groups([frozenset({1, 2, 3}), frozenset(), frozenset(range(10, 30))], None) == (
        Hidden.FEW,
        Hidden.FEW,
        Hidden.BESIDE,
    )


def test_one_therapist_alone_is_the_whole() -> None:
    assert of_groups([frozenset(range(20))], None) == (None,)


def test_a_year_gives_way_to_its_last_quarter() -> None:
    quarters = made([9, 9, 9, 2])
    hidden = in_turn(quarters)
    assert hidden == (None, None, None, Hidden.FEW)
    assert of_year(quarters, hidden) is Hidden.BESIDE


def test_a_small_first_quarter_takes_the_second_along_and_the_year_is_shown() -> None:
    quarters = made([2, 9, 9, 9])
    hidden = in_turn(quarters)
    assert hidden == (Hidden.FEW, Hidden.BESIDE, None, None)
    assert of_year(quarters, hidden) is None
