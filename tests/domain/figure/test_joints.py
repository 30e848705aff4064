"""A drawn body obeys anatomy in every pose and for every build."""

from itertools import pairwise

import pytest
from hypothesis import given

from easeback.domain.figure import FIGURES, Build
from easeback.domain.figure.geometry import turn
from easeback.domain.figure.kneeling import plants
from tests.domain.figure.people import SIDE_POSES, SIDEWAYS, arms, builds, few, legs, limbs, settled

SLANTING = {"on-elbows", "curl-up"}
"""Figures whose upper arms swing between the picture and the one who looks."""
every_pose = pytest.mark.parametrize(("figure", "pose"), SIDE_POSES)


@every_pose
@few
@given(build=builds)
def test_thighs_and_shins_keep_their_length(figure: str, pose: str, build: Build) -> None:
    person = settled(figure, pose, build)
    for leg in legs(person):
        assert leg.bones.lengths == pytest.approx((person.body.thigh, person.body.shin), abs=0.01)


@every_pose
@few
@given(build=builds)
def test_arms_are_never_stretched_and_keep_their_proportion(
    figure: str, pose: str, build: Build
) -> None:
    person = settled(figure, pose, build)
    for arm in arms(person):
        upper, fore = arm.bones.lengths
        assert upper <= person.body.upper_arm + 0.01
        assert fore <= person.body.forearm + 0.01
        if figure in SLANTING:
            continue
        assert upper / fore == pytest.approx(person.body.upper_arm / person.body.forearm, rel=1e-3)


@pytest.mark.parametrize("figure", SIDEWAYS)
@few
@given(build=builds)
def test_arms_look_equally_long_in_all_poses_of_a_figure(figure: str, build: Build) -> None:
    bones = [settled(figure, pose, build).near_arm.bones for pose in FIGURES[figure]]
    seen = [one.lengths[1:] if figure in SLANTING else one.lengths for one in bones]
    assert all(one == pytest.approx(other, abs=0.01) for one, other in pairwise(seen))


@pytest.mark.parametrize("figure", SIDEWAYS)
@few
@given(build=builds)
def test_the_spine_is_equally_long_in_all_poses(figure: str, build: Build) -> None:
    for pose in FIGURES[figure]:
        person = settled(figure, pose, build)
        nodes = [person.spine.hip] + [frame.origin for frame in person.spine.frames[1:]]
        length = sum((after - before).length for before, after in pairwise(nodes))
        assert length == pytest.approx(person.body.trunk + person.body.neck, abs=0.01)


@every_pose
@few
@given(build=builds)
def test_no_knee_or_elbow_bends_backward_or_too_far(figure: str, pose: str, build: Build) -> None:
    for limb in limbs(settled(figure, pose, build)):
        assert 0.0 <= limb.bones.flexion <= 145.0


@every_pose
@few
@given(build=builds)
def test_hips_and_neck_stay_within_reach_of_a_person(figure: str, pose: str, build: Build) -> None:
    person = settled(figure, pose, build)
    pelvis = person.spine.frames[0].degrees
    for leg in legs(person):
        assert -20.0 <= -turn(pelvis + 180.0, leg.bones.upper.degrees) <= 135.0
    face = turn(person.spine.nape.degrees + 90.0, person.spine.head.degrees)
    assert -65.0 <= face <= 65.0


@few
@given(build=builds)
def test_hands_and_knees_stay_planted_through_cat_and_cow(build: Build) -> None:
    people = [settled("cat-cow", pose, build) for pose in ("neutral", "cat", "cow")]
    fixed = plants(people[0].body)
    for person in people:
        near = person.near_leg.bones
        assert (near.joint, near.end) == (fixed.knee, fixed.ankle)
        assert (person.near_arm.tip.origin - fixed.wrist).length < 0.3
        assert person.far_leg.bones.joint == people[0].far_leg.bones.joint
        assert (person.far_arm.tip.origin - people[0].far_arm.tip.origin).length < 0.6


@few
@given(build=builds)
def test_at_rest_hips_are_over_knees_and_shoulders_over_hands(build: Build) -> None:
    person = settled("cat-cow", "neutral", build)
    assert person.spine.hip.x == pytest.approx(person.near_leg.bones.joint.x, abs=0.5)
    assert person.near_arm.bones.root.x == pytest.approx(person.near_arm.tip.origin.x, abs=0.5)


@few
@given(build=builds)
def test_the_cat_rounds_the_low_back_more_than_the_upper_back(build: Build) -> None:
    low, high = settled("cat-cow", "neutral", build).spine.bends()
    cat_low, cat_high = settled("cat-cow", "cat", build).spine.bends()
    assert cat_low - low > 30.0
    assert cat_low - low > 2 * (cat_high - high)
    assert cat_high - high > 0.0


@few
@given(build=builds)
def test_the_cow_hollows_less_than_the_cat_rounds(build: Build) -> None:
    low = settled("cat-cow", "neutral", build).spine.bends()[0]
    cat = settled("cat-cow", "cat", build).spine.bends()[0]
    cow = settled("cat-cow", "cow", build).spine.bends()[0]
    assert 10.0 < low - cow < 0.75 * (cat - low)


@few
@given(build=builds)
def test_the_head_follows_the_back(build: Build) -> None:
    faces = [
        settled("cat-cow", pose, build).spine.head.degrees for pose in ("cow", "neutral", "cat")
    ]
    assert faces == sorted(faces)


@few
@given(build=builds)
def test_both_hands_hold_the_raised_leg_and_the_other_foot_stays(build: Build) -> None:
    start, holding = (settled("knee-to-chest", pose, build) for pose in ("start", "holding"))
    shin = holding.near_leg.bones
    for arm in arms(holding):
        assert (arm.tip.origin - shin.joint).length < 0.4 * holding.body.shin
    assert holding.near_leg.bones.joint.x < start.near_leg.bones.joint.x - 40
    assert (holding.far_leg.bones.end - start.far_leg.bones.end).length < 0.5
    assert start.near_leg.bones.end.y > start.floor - 0.3 * start.body.foot


@few
@given(build=builds)
def test_calves_raised_means_right_angles_at_hip_and_knee(build: Build) -> None:
    person = settled("rest-90-90", "rest", build)
    chord = (person.spine.nape.origin - person.spine.hip).angle
    assert -turn(chord + 180.0, person.near_leg.bones.upper.degrees) == pytest.approx(90, abs=15)
    assert person.near_leg.bones.flexion == pytest.approx(90, abs=10)
