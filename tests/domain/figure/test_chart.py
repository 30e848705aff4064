"""The body chart: areas lie apart on the body, mirror each other, and are large enough to touch."""

from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from easeback.domain.figure import (
    DARK,
    LIGHT,
    VIEW_HEIGHT,
    VIEW_WIDTH,
    Box,
    Palette,
    blank,
    chart,
    marked,
    spots,
)
from easeback.domain.figure.areas import TOUCH
from easeback.domain.vocabulary import Area, View
from tests.domain.figure.outlines import around, holds

PHONE = (360 - 2 * 18 + 2 * 0.7 * 18 - 4.5) / 2
"""CSS pixels of a view on a small phone: less the page's margins, into which the bodies reach."""
SPOTS = {spot.area: spot for view in View for spot in spots(view)}
SVG = "{http://www.w3.org/2000/svg}"
each = pytest.mark.parametrize("area", Area)
views = pytest.mark.parametrize("view", View)


def grid(box: Box, step: float = 1.0) -> list[tuple[float, float]]:
    """Points in a box, none of them on a round number where borders are."""
    across, down = int(box.width / step), int(box.height / step)
    return [
        (box.left + (x + 0.37) * step, box.top + (y + 0.41) * step)
        for x in range(across)
        for y in range(down)
    ]


def within(box: Box, x: float, y: float) -> bool:
    return box.left < x < box.right and box.top < y < box.bottom


def meets(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def test_every_area_is_in_one_view() -> None:
    assert [spot.area for view in (View.BACK, View.FRONT) for spot in spots(view)] == list(Area)
    assert all(spot.area.view is view for view in View for spot in spots(view))


@views
def test_areas_do_not_overlap(view: View) -> None:
    for one, other in combinations(spots(view), 2):
        if meets(one.reach, other.reach):
            mine, theirs = around(one.path), around(other.path)
            both = [p for p in grid(one.reach) if holds(mine, *p) and holds(theirs, *p)]
            assert both == [], (one.area, other.area)


@each
def test_an_area_is_inside_its_view(area: Area) -> None:
    reach = SPOTS[area].reach
    assert -VIEW_WIDTH / 2 <= reach.left < reach.right <= VIEW_WIDTH / 2
    assert 0 <= reach.top < reach.bottom <= VIEW_HEIGHT


@each
def test_a_thumb_hits_it_on_a_small_phone(area: Area) -> None:
    target = SPOTS[area].target
    assert min(target.width, target.height) >= TOUCH - 0.01
    assert TOUCH * PHONE / VIEW_WIDTH >= 44.0


@views
def test_where_a_thumb_hits_one_area_it_hits_no_other(view: View) -> None:
    for spot in spots(view):
        for other in spots(view):
            if other is not spot and meets(spot.target, other.reach):
                outline = around(other.path)
                taken = [p for p in grid(spot.target) if holds(outline, *p)]
                assert taken == [], (spot.area, other.area)
                assert not meets(spot.target, other.target), (spot.area, other.area)


@each
def test_a_sign_on_an_area_stands_on_it(area: Area) -> None:
    spot = SPOTS[area]
    assert holds(around(spot.path), spot.middle.x, spot.middle.y)


@pytest.mark.parametrize("area", [area for area in Area if area.endswith("-left")])
def test_left_and_right_are_alike(area: Area) -> None:
    left, right = SPOTS[area], SPOTS[Area(area.replace("-left", "-right"))]
    assert left.reach.left == pytest.approx(-right.reach.right)
    assert left.reach.top == right.reach.top
    assert left.middle.y == right.middle.y


@pytest.mark.parametrize(("view", "side"), [(View.FRONT, 1), (View.BACK, -1)])
def test_a_persons_left_is_on_the_right_from_the_front_only(view: View, side: int) -> None:
    lefts = [spot for spot in spots(view) if spot.area.endswith("-left")]
    assert lefts
    assert all(spot.middle.x * side > 0 for spot in lefts)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own text, a moment old


def everything(palette: Palette) -> str:
    marks = dict(zip(Area, [*range(11), None] * 3, strict=False))
    return chart(marks, title="Where", description="All & more", palette=palette)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_accessible_and_free_of_what_a_strict_policy_refuses(palette: Palette) -> None:
    for svg in (everything(palette), blank(View.BACK, palette, title="T", description="D")):
        root = parsed(svg)
        assert root.get("role") == "img"
        assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
        for element in root.iter():
            assert element.tag.removeprefix(SVG) not in {"style", "script", "image", "use"}
            assert not {"style", "id", "class", "href"} & set(element.attrib)


def shapes(marks: dict[Area, int | None]) -> list[ET.Element]:
    return list(parsed(f'<g xmlns="{SVG[1:-1]}">{marked(View.BACK, marks)}</g>'))


def test_nothing_is_drawn_of_what_is_not_marked() -> None:
    assert marked(View.BACK, {}) == marked(View.BACK, {Area.CHEST: 4}) == ""


def test_a_marked_area_shows_its_number() -> None:
    form, disc, text = shapes({Area.NECK: 7})
    assert form.get("d") == SPOTS[Area.NECK].path
    assert (disc.tag, text.tag, text.text) == (f"{SVG}ellipse", f"{SVG}text", "7")


def test_more_pain_is_deeper_in_color() -> None:
    depths = [float(shapes({Area.NECK: level})[0].get("fill-opacity", "")) for level in range(11)]
    assert depths == sorted(set(depths))
    assert 0 < depths[0] < depths[-1] <= 1


def test_as_bad_as_the_back_in_general_is_told_by_a_broken_outline_not_by_color_alone() -> None:
    (form,) = shapes({Area.NECK: None})
    assert form.get("stroke-dasharray")
    assert not shapes({Area.NECK: 3})[0].get("stroke-dasharray")
