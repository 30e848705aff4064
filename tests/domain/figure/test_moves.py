"""On the way from pose to pose nothing stretches, and what carries weight stays where it is."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.figure import FIGURES, Build
from easeback.domain.figure.geometry import Point, turn
from easeback.domain.figure.sitting import seat
from easeback.domain.figure.skeleton import Skeleton
from easeback.domain.figure.trunk import belly
from tests.domain.figure.people import (
    MOVES,
    SIDE_MOVES,
    arms,
    builds,
    few,
    legs,
    limbs,
    midway,
    settled,
)

shares = st.floats(0.0, 1.0)
every_move = pytest.mark.parametrize(("figure", "start", "end"), SIDE_MOVES)


@every_move
@few
@given(build=builds, share=shares)
def test_bones_keep_their_length_on_the_way(
    figure: str, start: str, end: str, build: Build, share: float
) -> None:
    person = midway(figure, start, end, share, build)
    body = person.body
    for leg in legs(person):
        assert leg.bones.lengths == pytest.approx((body.thigh, body.shin), abs=0.01)
    for arm in arms(person):
        upper, fore = arm.bones.lengths
        assert upper <= body.upper_arm + 0.01
        assert fore <= body.forearm + 0.01


@every_move
@few
@given(build=builds, share=shares)
def test_joints_stay_within_reach_of_a_person_on_the_way(
    figure: str, start: str, end: str, build: Build, share: float
) -> None:
    person = midway(figure, start, end, share, build)
    pelvis = person.spine.frames[0].degrees
    for limb in limbs(person):
        assert 0.0 <= limb.bones.flexion <= 145.0
    for leg in legs(person):
        assert -20.0 <= -turn(pelvis + 180.0, leg.bones.upper.degrees) <= 135.0
    face = turn(person.spine.nape.degrees + 90.0, person.spine.head.degrees)
    assert -65.0 <= face <= 65.0


def feet(person: Skeleton) -> list[Point]:
    return [leg.bones.end for leg in legs(person)]


def hands(person: Skeleton) -> list[Point]:
    return [arm.tip.origin for arm in arms(person)]


def elbows(person: Skeleton) -> list[Point]:
    return [arm.bones.joint for arm in arms(person)]


def trunk(person: Skeleton) -> list[Point]:
    return [person.spine.hip, person.near_arm.bones.root, person.spine.head.origin]


PLANTED: Mapping[str, Callable[[Skeleton], list[Point]]] = {
    "pelvic-tilt": lambda one: [*feet(one), *trunk(one)],
    "bridge": lambda one: [*feet(one), *hands(one), *trunk(one)[1:]],
    "curl-up": lambda one: [*feet(one), *hands(one), *elbows(one), one.spine.hip],
    "heel-slide": lambda one: [feet(one)[1], *hands(one), *trunk(one)],
    "bolster": lambda one: [*feet(one), *hands(one), *trunk(one)],
    "belly-breathing": lambda one: [*feet(one), *trunk(one)],
    "rest-90-90": lambda one: [*feet(one), *trunk(one)],
    "bird-dog": lambda one: [feet(one)[1], hands(one)[0], *trunk(one)],
    "sit-to-stand": feet,
    "hip-hinge": feet,
    "back-bend": lambda one: [*feet(one), hands(one)[1]],
    "seated-cat-cow": lambda one: [*feet(one), *hands(one), one.spine.hip],
    "seated-breathing": lambda one: [*feet(one), hands(one)[1], *trunk(one)],
    "side-lying": lambda one: [*feet(one), *hands(one), *trunk(one)],
    "supported-lean": lambda one: [*feet(one), *hands(one), *trunk(one)],
    "open-book": lambda one: [
        *feet(one),
        one.near_leg.bones.joint,
        one.far_leg.bones.joint,
        hands(one)[1],
        one.spine.hip,
    ],
    "prone": lambda one: [*feet(one), *hands(one), *trunk(one)],
    "on-elbows": lambda one: [*feet(one), *hands(one), *elbows(one), one.spine.hip],
    "press-up": lambda one: [*feet(one), *hands(one), one.near_leg.bones.joint, one.spine.hip],
}
"""What carries weight in each figure, or must lie still."""
CARRIED = [move for move in MOVES if move[0] in PLANTED]


@pytest.mark.parametrize(("figure", "start", "end"), CARRIED)
@few
@given(build=builds, share=shares)
def test_what_carries_weight_stays_where_it_is(
    figure: str, start: str, end: str, build: Build, share: float
) -> None:
    before = PLANTED[figure](settled(figure, start, build))
    after = PLANTED[figure](midway(figure, start, end, share, build))
    for one, other in zip(before, after, strict=True):
        assert (one - other).length < 4.0


@few
@given(build=builds)
def test_a_bridge_ends_in_one_line_from_shoulders_to_knees(build: Build) -> None:
    person = settled("bridge", "lifted", build)
    thigh = person.near_leg.bones
    line = (thigh.joint - person.near_arm.bones.root).angle
    assert abs(turn(line, (thigh.root - person.near_arm.bones.root).angle)) < 1.0
    assert thigh.lower.degrees == pytest.approx(90.0, abs=16.0)


@few
@given(build=builds)
def test_a_pelvic_tilt_presses_the_low_back_down_by_a_centimeter_or_two(build: Build) -> None:
    start, flat = (settled("pelvic-tilt", pose, build) for pose in ("start", "flat"))
    waist = start.body.slices[3]
    before, after = (person.spine.along(waist.up).at(0.0, waist.back).y for person in (start, flat))
    assert 2.0 < after - before < 8.0
    assert after < start.floor + 1.0


@few
@given(build=builds)
def test_a_curl_up_lifts_head_and_shoulders_a_little_as_one_block(build: Build) -> None:
    start, lifted = (settled("curl-up", pose, build) for pose in ("start", "lifted"))
    assert 8.0 < start.spine.head.origin.y - lifted.spine.head.origin.y < 40.0
    assert lifted.spine.bends()[0] == pytest.approx(start.spine.bends()[0], abs=2.0)
    necks = [turn(one.spine.nape.degrees, one.spine.head.degrees) for one in (start, lifted)]
    assert abs(necks[0] - necks[1]) < 10.0


@few
@given(build=builds, share=shares)
def test_the_heel_slides_along_the_floor(build: Build, share: float) -> None:
    person = midway("heel-slide", "bent", "straight", share, build)
    heel = person.near_leg.tip.at(-0.2 * person.body.foot, -0.245 * person.body.foot)
    toe = person.near_leg.tip.at(0.7 * person.body.foot, -0.2 * person.body.foot)
    assert person.floor - 6.0 < heel.y <= person.floor + 1.0
    assert toe.y <= person.floor + 1.0


@few
@given(build=builds)
def test_on_elbows_the_shoulders_are_over_the_elbows(build: Build) -> None:
    arm = settled("on-elbows", "elbows", build).near_arm.bones
    assert arm.root.x == pytest.approx(arm.joint.x, abs=2.0)


@few
@given(build=builds)
def test_a_press_up_ends_with_nearly_straight_arms(build: Build) -> None:
    assert settled("press-up", "up", build).near_arm.bones.flexion < 45.0


BREATHS = [
    "bolster",
    "belly-breathing",
    "rest-90-90",
    "side-lying",
    "supported-lean",
    "seated-breathing",
]
ON_BELLY = {"belly-breathing", "rest-90-90", "seated-breathing"}
"""Figures with a hand on the belly."""


@pytest.mark.parametrize("figure", BREATHS)
@few
@given(build=builds)
def test_a_breath_lifts_belly_and_hand(figure: str, build: Build) -> None:
    rest, filled = (settled(figure, pose, build) for pose in ("rest", "filled"))
    up = 0.12 * rest.body.unit
    assert belly(rest.body, up, 1.0) > belly(rest.body, up, 0.0) + 6.0
    if figure in ON_BELLY:
        assert (rest.near_arm.tip.origin - filled.near_arm.tip.origin).length > 3.0


@few
@given(build=builds, share=shares)
@pytest.mark.parametrize(("start", "end"), [move[1:] for move in MOVES if move[0] == "walk"])
def test_a_walker_always_has_a_foot_on_the_floor(
    start: str, end: str, build: Build, share: float
) -> None:
    person = midway("walk", start, end, share, build)
    size = person.body.foot
    soles = [leg.tip.at(x * size, -0.312 * size).y for leg in legs(person) for x in (-0.2, 0.58)]
    assert max(soles) == pytest.approx(person.floor, abs=0.5)


@few
@given(build=builds)
def test_arms_swing_against_the_legs(build: Build) -> None:
    for pose in ("step", "swap"):
        person = settled("walk", pose, build)
        ankles, wrists = feet(person), hands(person)
        assert (ankles[0].x - ankles[1].x) * (wrists[0].x - wrists[1].x) < 0.0


@few
@given(build=builds)
def test_who_is_about_to_stand_up_has_the_nose_over_the_toes(build: Build) -> None:
    person = settled("sit-to-stand", "leaning", build)
    nose = person.spine.head.at(11.6 * person.body.head, -person.body.head)
    toes = person.near_leg.tip.at(0.78 * person.body.foot, 0.0)
    assert abs(nose.x - toes.x) < 0.09 * person.body.unit


@few
@given(build=builds)
def test_standing_up_ends_tall_over_the_feet(build: Build) -> None:
    person = settled("sit-to-stand", "standing", build)
    assert person.near_leg.bones.flexion < 8.0
    ankle = person.near_leg.bones.end.x
    assert ankle - 8.0 < person.spine.hip.x < ankle + 0.6 * person.body.foot


@few
@given(build=builds)
def test_on_a_chair_the_low_back_rounds_most_and_hollows_least(build: Build) -> None:
    cow, tall, cat = (
        settled("seated-cat-cow", pose, build).spine.bends() for pose in ("cow", "neutral", "cat")
    )
    assert cat[0] - tall[0] > 30.0
    assert cat[0] - tall[0] > 2 * (cat[1] - tall[1])
    assert 10.0 < tall[0] - cow[0] < 0.75 * (cat[0] - tall[0])


@pytest.mark.parametrize("figure", ["sit-to-stand", "seated-cat-cow", "seated-breathing"])
@few
@given(build=builds)
def test_a_sitter_sits_on_the_chair_and_the_shins_are_before_it(figure: str, build: Build) -> None:
    person = settled(figure, FIGURES[figure][0], build)
    place = seat(person.body)
    assert place.left + 0.1 * person.body.unit < person.spine.hip.x < place.right
    assert place.top - 0.091 * 1.4 * person.body.unit < person.spine.hip.y < place.top
    calf = person.body.leg.lower[1][2]
    assert person.near_leg.bones.end.x - calf > place.right


@few
@given(build=builds, share=shares)
def test_a_hip_hinge_bends_at_the_hips_and_keeps_the_back_and_the_knees(
    build: Build, share: float
) -> None:
    start, hinged = (settled("hip-hinge", pose, build) for pose in ("start", "hinged"))
    person = midway("hip-hinge", "start", "hinged", share, build)
    assert abs(person.spine.bends()[0] - start.spine.bends()[0]) < 10.0
    assert person.spine.bends()[1] <= start.spine.bends()[1] + 0.1
    assert person.near_leg.bones.joint.x < person.near_leg.bones.end.x + 0.1 * person.body.unit
    assert hinged.spine.hip.x < start.spine.hip.x - 0.08 * start.body.unit
    assert hinged.near_leg.bones.flexion < 35.0


@few
@given(build=builds, share=shares)
def test_a_back_bend_is_small_with_straight_knees_and_eyes_ahead(
    build: Build, share: float
) -> None:
    person = midway("back-bend", "start", "back", share, build)
    assert person.near_leg.bones.flexion < 5.0
    assert abs(turn(0.0, person.spine.head.degrees)) < 20.0
    chord = (person.spine.nape.origin - person.spine.hip).angle
    assert -25.0 < turn(-90.0, chord) < 5.0


@pytest.mark.parametrize(("figure", "pose"), [("hip-hinge", "hinged"), ("sit-to-stand", "leaning")])
@few
@given(build=builds)
def test_who_bends_on_the_feet_or_is_about_to_stand_is_in_balance(
    figure: str, pose: str, build: Build
) -> None:
    person = settled(figure, pose, build)
    heavy = (person.spine.hip.x + person.spine.nape.origin.x) / 2
    heel, toe = (person.near_leg.tip.at(x * person.body.foot, 0.0).x for x in (-0.275, 0.8))
    assert heel - 0.16 * person.body.unit < heavy < toe


@few
@given(build=builds)
def test_leg_and_arm_reach_no_higher_than_the_back(build: Build) -> None:
    person = settled("bird-dog", "reach", build)
    leg, arm = person.near_leg.bones, person.far_arm.bones
    assert abs((leg.end - leg.root).angle) == pytest.approx(180.0, abs=6.0)
    assert (arm.end - arm.root).angle == pytest.approx(0.0, abs=6.0)
    assert leg.flexion < 20.0
    assert arm.flexion < 20.0


@few
@given(build=builds, share=shares)
def test_a_leg_slides_back_on_the_floor_while_both_hands_stay(build: Build, share: float) -> None:
    person = midway("bird-dog", "start", "leg", share, build)
    start = settled("bird-dog", "start", build)
    assert person.near_leg.bones.end.y == pytest.approx(start.near_leg.bones.end.y, abs=0.5)
    assert person.near_leg.bones.end.x <= start.near_leg.bones.end.x + 0.01
    for before, after in zip(hands(start), hands(person), strict=True):
        assert (before - after).length < 0.5


@few
@given(build=builds)
def test_an_open_book_closes_palms_together_and_opens_far_behind(build: Build) -> None:
    closed, opened = (settled("open-book", pose, build) for pose in ("closed", "open"))
    above, below = hands(closed)
    assert (above - below).length < 0.05 * closed.body.unit
    assert above.y > closed.spine.hip.y + 0.25 * closed.body.unit
    assert hands(opened)[0].y < opened.spine.hip.y - 0.25 * opened.body.unit
    assert opened.near_arm.bones.root.y < opened.far_arm.bones.root.y - 0.15 * opened.body.unit


@few
@given(build=builds)
def test_an_open_book_turns_the_chest_and_hardly_the_low_back(build: Build) -> None:
    closed, opened = (settled("open-book", pose, build) for pose in ("closed", "open"))
    assert opened.twist - closed.twist > 60.0
    assert abs(opened.spine.bends()[0] - closed.spine.bends()[0]) < 10.0
    assert (opened.spine.head.origin - closed.spine.head.origin).length < 0.1 * closed.body.unit
