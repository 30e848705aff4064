"""Decides how the body chart looks: a person from behind and from the front, and what is marked."""

from collections.abc import Mapping

from easeback.domain.figure.areas import VIEW_HEIGHT, VIEW_WIDTH, Spot, spots
from easeback.domain.figure.curve import number
from easeback.domain.figure.ink import moved, oval, picture, slab
from easeback.domain.figure.look import LIGHT, Palette
from easeback.domain.figure.mannequin import mannequin
from easeback.domain.vocabulary import Area, View

_FILL, _EDGE, _DISC, _NUMBER = "#7d3c70", "#54214a", "#fffdf9", "#3a1433"
"""Of a mark: plum, which is kept for this. The body is as light at night as by day."""
_RADIUS = 7.4
_BETWEEN = 4.0


def blank(view: View, palette: Palette, *, title: str, description: str) -> str:
    """The person on whom areas are marked, each of them faintly set off, as SVG text."""
    return picture(
        f"0 0 {VIEW_WIDTH:g} {VIEW_HEIGHT:g}", title, description, _person(view, palette)
    )


def chart(
    marks: Mapping[Area, int | None], *, title: str, description: str, palette: Palette = LIGHT
) -> str:
    """Both views with what is marked on them, the back first, as SVG text.

    An area's number is its pain, 0 to 10: the stronger, the deeper its color. None stands for "as
    bad as the back in general", which has a broken outline and no number.
    """
    back, front = (
        _person(view, palette) + moved(marked(view, marks), VIEW_WIDTH / 2)
        for view in (View.BACK, View.FRONT)
    )
    aside = VIEW_WIDTH + _BETWEEN
    window = f"0 0 {aside + VIEW_WIDTH:g} {VIEW_HEIGHT:g}"
    return picture(window, title, description, back + moved(front, aside))


def marked(view: View, marks: Mapping[Area, int | None]) -> str:
    """What is marked in a view, as SVG elements, with the middle of the body at 0."""
    shown = [spot for spot in spots(view) if spot.area in marks]
    return "".join(_mark(spot, marks[spot.area]) for spot in shown)


def _mark(spot: Spot, level: int | None) -> str:
    depth = 0.4 if level is None else 0.2 + 0.07 * level
    broken = ' stroke-dasharray="4 2.6"' if level is None else ""
    drawn = (
        f'<path fill="{_FILL}" fill-opacity="{depth:.2f}" stroke="{_EDGE}" '
        f'stroke-width="1.5"{broken} d="{spot.path}"/>'
    )
    if level is None:
        return drawn
    x, y = number(spot.middle.x), number(spot.middle.y + 3.3)
    return (
        f"{drawn}{oval(spot.middle, _RADIUS, _RADIUS, _DISC)}"
        f'<text x="{x}" y="{y}" fill="{_NUMBER}" font-size="9.4" font-weight="700" '
        f'text-anchor="middle">{level}</text>'
    )


def _person(view: View, palette: Palette) -> str:
    """The view from its left edge on, on its stage."""
    tiles = "".join(f'<path d="{spot.path}"/>' for spot in spots(view))
    person = mannequin(view, palette) + f'<g fill="#fff" fill-opacity=".2">{tiles}</g>'
    stage = slab(0, 0, VIEW_WIDTH, VIEW_HEIGHT, 18, palette.stage) if palette.stage else ""
    return stage + moved(person, VIEW_WIDTH / 2)
