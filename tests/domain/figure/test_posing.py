"""What a therapist can make of a pose stays a person in the picture, or is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.figure import (
    CAST,
    FIGURES,
    LIGHT,
    LOOKS,
    Posed,
    PoseFault,
    Stretch,
    UnknownFigure,
    Unposed,
    animate_posed,
    draw,
    draw_posed,
    joints_of,
    numbers_of,
    pose_faults,
)
from easeback.domain.figure.body import body
from easeback.domain.figure.posing import HINGES, pose_of
from tests.domain.figure.people import POSES, SIDEWAYS, few, limbs
from tests.domain.figure.test_drawing import parsed, path_points

SVG = "{http://www.w3.org/2000/svg}"
SOME = ("cat-cow", "bridge", "hip-hinge", "side-lying", "knee-rocks")


def posed(svg_of: str, pose: Posed) -> str:
    return draw_posed(svg_of, pose, palette=LIGHT, title="A pose", description="Words.")


@pytest.mark.parametrize(("figure", "pose"), POSES)
def test_a_pose_of_ours_is_the_same_by_its_numbers_and_has_no_fault(figure: str, pose: str) -> None:
    numbers = tuple(numbers_of(figure, pose).items())
    assert pose_faults(figure, Posed(pose, numbers)) == ()
    look = LOOKS[CAST[figure]]
    ours = draw(figure, pose, look=look, palette=LIGHT, title="A pose", description="Words.")
    assert posed(figure, Posed(pose, numbers)) == ours


@pytest.mark.parametrize("figure", SOME)
@few
@given(data=st.data())
def test_whatever_is_set_within_the_bounds_is_a_person_in_the_picture_or_refused(
    figure: str, data: st.DataObject
) -> None:
    base = data.draw(st.sampled_from(FIGURES[figure]))
    numbers = tuple(
        (joint.name, data.draw(st.integers(joint.least, joint.most))) for joint in joints_of(figure)
    )
    drawn = posed(figure, Posed(base, numbers))
    faults = {fault.wrong for fault in pose_faults(figure, Posed(base, numbers))}
    assert faults <= {Unposed.TOO_FAR, Unposed.OUTSIDE}
    if figure in SIDEWAYS and Unposed.TOO_FAR not in faults:
        build = body(LOOKS[CAST[figure]].build)
        person = SIDEWAYS[figure].settle(build, pose_of(figure, Posed(base, numbers)))
        assert all(HINGES[0] <= limb.bones.flexion <= HINGES[1] for limb in limbs(person))
    if Unposed.OUTSIDE not in faults:
        root = parsed(drawn)
        left, top, width, height = map(float, root.get("viewBox", "").split())
        for path in root.iter(f"{SVG}path"):
            for x, y in path_points(path.get("d", "")):
                assert left <= x <= left + width
                assert top <= y <= top + height


def test_a_number_out_of_its_bounds_is_named_with_them() -> None:
    (lean,) = (joint for joint in joints_of("cat-cow") if joint.name == "lean")
    fault = PoseFault("lean", Unposed.OUT_OF_RANGE, (lean.least, lean.most))
    assert pose_faults("cat-cow", Posed("cat", (("lean", lean.most + 1),))) == (fault,)


def test_a_number_that_the_figure_lacks_is_refused() -> None:
    fault = PoseFault("near_leg.hip", Unposed.NOT_HERE)
    assert pose_faults("cat-cow", Posed("cat", (("near_leg.hip", 3),))) == (fault,)


@pytest.mark.parametrize(
    ("figure", "pose", "number", "wrong"),
    [
        ("sit-to-stand", "sitting", ("lean", 70), Unposed.TOO_FAR),
        ("hip-hinge", "hinged", ("near_leg.knee", 54), Unposed.OUTSIDE),
    ],
)
def test_what_no_person_can_do_is_said_of_the_pose_as_a_whole(
    figure: str, pose: str, number: tuple[str, int], wrong: Unposed
) -> None:
    assert pose_faults(figure, Posed(pose, (number,))) == (PoseFault("", wrong),)


def test_only_what_is_drawn_can_be_set() -> None:
    assert [joint.name for joint in joints_of("knee-rocks")] == ["lean"]
    assert "breath" in {joint.name for joint in joints_of("prone")}
    assert "breath" not in {joint.name for joint in joints_of("bridge")}
    with pytest.raises(UnknownFigure):
        joints_of("head-stand")
    with pytest.raises(UnknownFigure):
        pose_faults("cat-cow", Posed("dog"))


@pytest.mark.parametrize("figure", SOME)
@few
@given(data=st.data())
def test_between_any_two_poses_the_same_lines_move(figure: str, data: st.DataObject) -> None:
    """A browser moves a line only between outlines of the same commands."""

    def some() -> Posed:
        joints = joints_of(figure)
        return Posed(
            data.draw(st.sampled_from(FIGURES[figure])),
            tuple((each.name, data.draw(st.integers(each.least, each.most))) for each in joints),
        )

    there_and_back = (Stretch("start", "end", 4.5), Stretch("end", "start", 3.0))
    moving = animate_posed(
        figure,
        {"start": some(), "end": some()},
        there_and_back,
        palette=LIGHT,
        title="A move",
        description="Words.",
    )
    for line in re.findall(r'attributeName="d" values="([^"]*)"', moving):
        commands = {re.sub(r"[^A-Za-z]", "", outline) for outline in line.split(";")}
        assert len(commands) == 1
