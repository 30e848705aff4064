"""What a page gets: one small, valid, accessible SVG that a strict content policy lets through."""

import re
import zlib
from functools import cache
from itertools import accumulate, pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from easeback.domain.figure import (
    DARK,
    FIGURES,
    LIGHT,
    LOOKS,
    PORTRAITS,
    Build,
    HairStyle,
    Look,
    Palette,
    Side,
    UnknownFigure,
    draw,
    portrait,
)
from easeback.domain.figure.look import contrast, inks, readable
from tests.domain.figure.people import POSES, builds, few

SVG = "{http://www.w3.org/2000/svg}"
COMMANDS = re.compile(r"[A-Za-z]")
NUMBERS = re.compile(r"-?(?:\d+\.\d+|\.\d+|\d+)")
every_pose = pytest.mark.parametrize(("figure", "pose"), POSES)
both_palettes = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
hexes = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def drawn(
    figure: str,
    pose: str,
    look: Look = LOOKS["teal"],
    palette: Palette = LIGHT,
    side: Side = Side.RIGHT,
) -> str:
    return draw(
        figure, pose, look=look, palette=palette, side=side, title="A pose", description="Words."
    )


@cache
def every_picture() -> list[str]:
    figures = [
        drawn(figure, pose, look, palette)
        for figure, pose in POSES
        for look in LOOKS.values()
        for palette in (LIGHT, DARK)
    ]
    faces = [
        portrait(name, palette=palette, title="A face", description="Words.")
        for name in PORTRAITS
        for palette in (LIGHT, DARK)
    ]
    return figures + faces


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own text, a moment old


def skeleton_of(svg: str) -> list[tuple[str, str]]:
    """Every element with the letters of its path, which is what must agree for a morph."""
    return [
        (element.tag, "".join(COMMANDS.findall(element.get("d", ""))))
        for element in parsed(svg).iter()
    ]


def path_points(path: str) -> list[tuple[float, float]]:
    """The absolute points through which a path of ours runs."""
    start, *curves = path.rstrip("z").split("c")
    first = [float(value) for value in NUMBERS.findall(start)]
    steps = [[float(value) for value in NUMBERS.findall(curve)][-2:] for curve in curves]
    columns = [accumulate([first[axis], *(step[axis] for step in steps)]) for axis in (0, 1)]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("figure", FIGURES)
def test_all_poses_of_a_figure_have_the_same_commands(figure: str, look: str) -> None:
    shapes = [skeleton_of(drawn(figure, pose, LOOKS[look])) for pose in FIGURES[figure]]
    assert all(one == other for one, other in pairwise(shapes))


@given(one=builds, other=builds)
def test_all_builds_have_the_same_commands(one: Build, other: Build) -> None:
    first, second = (drawn("cat-cow", "cat", Look(build)) for build in (one, other))
    assert skeleton_of(first) == skeleton_of(second)


def test_every_picture_is_accessible_and_free_of_what_a_strict_policy_refuses() -> None:
    for svg in every_picture():
        root = parsed(svg)
        assert root.get("role") == "img"
        assert root[0].tag == f"{SVG}title"
        assert root[0].text
        assert root[1].tag == f"{SVG}desc"
        assert root[1].text
        for element in root.iter():
            assert element.tag.removeprefix(SVG) not in {"style", "script", "image", "use"}
            assert not {"style", "id", "class", "href"} & set(element.attrib)
            assert not [name for name in element.attrib if name.startswith("on")]


def test_every_picture_compresses_below_four_kilobytes() -> None:
    # zlib stands in for Brotli, which makes these texts smaller still
    assert max(len(zlib.compress(svg.encode(), 9)) for svg in every_picture()) <= 4096


def test_every_number_has_at_most_one_decimal() -> None:
    for svg in every_picture():
        for path in re.findall(r' (?:d|cx|cy|rx|ry|x|y|width|height)="([^"]+)"', svg):
            assert not re.search(r"\.\d\d", path)


@every_pose
@few
@given(build=builds, style=st.sampled_from(HairStyle))
def test_nobody_sticks_out_of_the_picture(
    figure: str, pose: str, build: Build, style: HairStyle
) -> None:
    root = parsed(drawn(figure, pose, Look(build, hair_style=style)))
    left, top, width, height = map(float, root.get("viewBox", "").split())
    for path in root.iter(f"{SVG}path"):
        for x, y in path_points(path.get("d", "")):
            assert left <= x <= left + width
            assert top <= y <= top + height


def test_drawing_twice_gives_the_same_text() -> None:
    assert drawn("cat-cow", "cat") == drawn("cat-cow", "cat")


@every_pose
def test_the_left_side_is_the_mirror_of_the_right(figure: str, pose: str) -> None:
    right, left = drawn(figure, pose), drawn(figure, pose, side=Side.LEFT)
    assert re.findall(r' d="[^"]+"', right) == re.findall(r' d="[^"]+"', left)
    width = parsed(right).get("viewBox", "").split()[2]
    assert f'transform="matrix(-1 0 0 1 {width} 0)"' in left
    assert "transform" not in right


@given(title=st.text(max_size=40), description=st.text(max_size=40))
def test_title_and_description_arrive_as_they_were_said(title: str, description: str) -> None:
    kept = [re.sub(r"[^\w<>&\"' ]", "", text) for text in (title, description)]
    svg = draw(
        "walk", "step", look=Look(), palette=LIGHT, title=kept[0], description=f"{kept[1]}</desc>"
    )
    root = parsed(svg)
    assert (root[0].text or "") == kept[0]
    assert root[1].text == f"{kept[1]}</desc>"


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownFigure, match=r"no figure named 'dog'.*cat-cow"):
        drawn("dog", "cat")
    with pytest.raises(UnknownFigure, match=r"no pose of cat-cow named 'dog'.*neutral, cat, cow"):
        drawn("cat-cow", "dog")
    with pytest.raises(UnknownFigure, match=r"no portrait named 'dog'.*beard"):
        portrait("dog", palette=LIGHT, title="", description="")


@both_palettes
@given(color=hexes)
def test_any_color_stands_out_from_what_lies_behind(palette: Palette, color: str) -> None:
    behind = palette.stage or palette.ground
    assert contrast(readable(color, palette), behind) >= palette.contrast


@both_palettes
@pytest.mark.parametrize("look", LOOKS)
def test_limbs_behind_are_darker_than_limbs_before(look: str, palette: Palette) -> None:
    colors = inks(LOOKS[look], palette)
    pairs = [(colors.skin, colors.skin_far), (colors.trousers, colors.trousers_far)]
    for near, far in [*pairs, (colors.top, colors.top_far)]:
        assert contrast(far, "#ffffff") > contrast(near, "#ffffff")
