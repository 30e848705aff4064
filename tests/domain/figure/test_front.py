"""A person seen from the front keeps their bones in space, and what carries weight where it is."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.figure import Build
from easeback.domain.figure.facing import Facing
from easeback.domain.figure.geometry import Point, turn
from easeback.domain.figure.solid import Reach, hull
from tests.domain.figure.people import FRONT_MOVES, builds, facing, few

shares = st.floats(0.0, 1.0)
every_move = pytest.mark.parametrize(("figure", "start", "end"), FRONT_MOVES)


def legs(person: Facing) -> tuple[Reach, Reach]:
    return person.right_leg, person.left_leg


def arms(person: Facing) -> tuple[Reach, Reach]:
    return person.right_arm, person.left_arm


@every_move
@few
@given(build=builds, share=shares)
def test_bones_keep_their_length_in_space(
    figure: str, start: str, end: str, build: Build, share: float
) -> None:
    person = facing(figure, start, end, share, build)
    body = person.body
    for leg in legs(person):
        assert leg.lengths == pytest.approx((body.thigh, body.shin), abs=0.01)
    for arm in arms(person):
        assert arm.lengths == pytest.approx((body.upper_arm, body.forearm), abs=0.01)


@every_move
@few
@given(build=builds, share=shares)
def test_the_column_keeps_its_length_and_no_joint_bends_too_far(
    figure: str, start: str, end: str, build: Build, share: float
) -> None:
    person = facing(figure, start, end, share, build)
    nodes = [frame.origin for frame in person.spine.frames]
    long = sum((after - before).length for before, after in pairwise(nodes))
    assert long == pytest.approx((person.body.trunk + person.body.neck) * person.seen, abs=0.01)
    for limb in (*legs(person), *arms(person)):
        assert limb.flexion <= 145.0


def _soles(person: Facing) -> list[Point]:
    return [leg.end.seen for leg in legs(person)]


PLANTED: Mapping[str, Callable[[Facing], list[Point]]] = {
    "knee-rocks": lambda one: [
        *_soles(one),
        one.spine.hip,
        one.gaze.frame.origin,
        *(joint.seen for arm in arms(one) for joint in (arm.root, arm.joint, arm.end)),
    ],
    "side-plank": lambda one: [
        one.right_arm.joint.seen,
        one.right_arm.end.seen,
        *(leg.joint.seen for leg in legs(one)),
    ],
}
"""What carries weight in each figure, or must lie still."""


@every_move
@few
@given(build=builds, share=shares)
def test_what_carries_weight_stays_where_it_is(
    figure: str, start: str, end: str, build: Build, share: float
) -> None:
    before = PLANTED[figure](facing(figure, start, end, 0.0, build))
    after = PLANTED[figure](facing(figure, start, end, share, build))
    for one, other in zip(before, after, strict=True):
        assert (one - other).length < 4.0


@few
@given(build=builds)
def test_knees_rock_to_both_sides_alike_and_stay_together(build: Build) -> None:
    left = facing("knee-rocks", "middle", "left", 1.0, build)
    right = facing("knee-rocks", "middle", "right", 1.0, build)
    middle = left.spine.hip.x
    for one, other in zip(legs(left), legs(right)[::-1], strict=True):
        assert one.joint.x - middle == pytest.approx(middle - other.joint.x, abs=0.1)
    for person in (left, right):
        near, far = legs(person)
        assert (near.joint - far.joint).length < 0.1 * person.body.unit
    assert left.left_leg.joint.x - middle > 0.1 * left.body.unit


@few
@given(build=builds)
def test_a_side_plank_ends_in_one_line_from_knees_to_head(build: Build) -> None:
    person = facing("side-plank", "start", "lifted", 1.0, build)
    hip = person.spine.hip
    knees = (person.right_leg.joint.seen + person.left_leg.joint.seen) * 0.5
    for end in (person.spine.nape.origin, person.gaze.frame.origin):
        assert abs(turn((hip - knees).angle, (end - hip).angle)) < 4.0
    arm = person.right_arm
    assert arm.root.x == pytest.approx(arm.joint.x, abs=2.0)


@few
@given(build=builds)
def test_a_side_plank_starts_with_the_hip_on_the_floor(build: Build) -> None:
    start = facing("side-plank", "start", "lifted", 0.0, build)
    lifted = facing("side-plank", "start", "lifted", 1.0, build)
    floor, half = start.view.origin.y, start.body.slices[0].half
    assert floor - start.spine.hip.y == pytest.approx(half, abs=4.0)
    assert lifted.spine.hip.y < start.spine.hip.y - 0.03 * start.body.unit


def test_a_hull_goes_round_all_circles() -> None:
    around = hull([(Point(0.0, 0.0), 10.0), (Point(40.0, 0.0), 5.0)])
    assert min(point.x for point in around) == pytest.approx(-10.0, abs=0.3)
    assert max(point.x for point in around) == pytest.approx(45.0, abs=0.3)
    assert max(abs(point.y) for point in around) == pytest.approx(10.0, abs=0.3)
