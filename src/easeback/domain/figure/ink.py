"""Decides how shapes are written as SVG elements, with presentation attributes only."""

from collections.abc import Collection, Sequence
from html import escape

from easeback.domain.figure.curve import closed, number, opened
from easeback.domain.figure.geometry import Point


def shape(points: Sequence[Point], fill: str, corners: Collection[int] = ()) -> str:
    """A filled outline."""
    return f'<path fill="{fill}" d="{closed(points, corners)}"/>'


def line(points: Sequence[Point], color: str, width: float) -> str:
    """An open stroke with round ends, for lids, lips and folds."""
    return (
        f'<path fill="none" stroke="{color}" stroke-width="{number(width)}" '
        f'stroke-linecap="round" d="{opened(points)}"/>'
    )


def oval(center: Point, across: float, down: float, fill: str) -> str:
    """An upright ellipse with half-axes across and down."""
    middle = f'cx="{number(center.x)}" cy="{number(center.y)}"'
    return f'<ellipse {middle} rx="{number(across)}" ry="{number(down)}" fill="{fill}"/>'


def slab(left: float, top: float, right: float, bottom: float, radius: float, fill: str) -> str:
    """A rectangle with round corners, for mats, seats and tables."""
    return (
        f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
        f'height="{number(bottom - top)}" rx="{number(radius)}" fill="{fill}"/>'
    )


def moved(drawn: str, aside: float) -> str:
    """The same, so far to the right."""
    return f'<g transform="translate({number(aside)})">{drawn}</g>'


def picture(window: str, title: str, description: str, content: str) -> str:
    """A whole drawing with its words for those who do not see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{window}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{content}</svg>"
    )
