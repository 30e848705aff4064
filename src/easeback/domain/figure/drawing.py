"""Decides how a figure or a portrait is asked for by name, and wraps it as one accessible SVG."""

from collections.abc import Mapping
from enum import StrEnum
from html import escape

from easeback.domain.figure.body import body
from easeback.domain.figure.ink import slab
from easeback.domain.figure.look import Look, Palette, inks
from easeback.domain.figure.painter import Painter
from easeback.domain.figure.portrait import SIZE, sit
from easeback.domain.figure.scene import SCENES
from easeback.domain.figure.sitter import SITTERS


class Side(StrEnum):
    """Which side of the body is nearest to the one who looks; it is the side that moves."""

    LEFT = "left"
    RIGHT = "right"


class UnknownFigure(ValueError):
    """There is no figure, pose or portrait of that name."""


FIGURES: Mapping[str, tuple[str, ...]] = {
    name: tuple(scene.poses) for name, scene in SCENES.items()
}
"""Every figure with its poses, first the resting one."""

PORTRAITS: tuple[str, ...] = tuple(SITTERS)
"""The invented therapists, named by their hair."""


def _known(kind: str, name: str, names: tuple[str, ...]) -> None:
    if name not in names:
        raise UnknownFigure(f"no {kind} named {name!r}; there are: {', '.join(names)}")


def _picture(window: str, title: str, description: str, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{window}" role="img">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{content}</svg>"
    )


def draw(
    figure: str,
    pose: str,
    *,
    look: Look,
    palette: Palette,
    title: str,
    description: str,
    side: Side = Side.RIGHT,
) -> str:
    """One still picture of a person in a pose, as SVG text.

    All poses of one figure, with one look, side and palette, have the same elements with the same
    path commands, so they can morph. `Side.LEFT` mirrors the picture: the person's left side is
    then the near one. The picture paints no ground unless the palette has a stage.
    Raises `UnknownFigure` for a name that `FIGURES` lacks.
    """
    _known("figure", figure, tuple(FIGURES))
    _known(f"pose of {figure}", pose, FIGURES[figure])
    scene = SCENES[figure]
    person = scene.settle(body(look.build), scene.poses[pose])
    painted = scene.paint(Painter(person, look, inks(look, palette), palette, scene.shod))
    if palette.stage:
        bottom = scene.top + scene.height
        painted = slab(0, scene.top, scene.width, bottom, 18, palette.stage) + painted
    if side is Side.LEFT:
        painted = f'<g transform="matrix(-1 0 0 1 {scene.width} 0)">{painted}</g>'
    return _picture(f"0 {scene.top} {scene.width} {scene.height}", title, description, painted)


def portrait(variant: str, *, palette: Palette, title: str, description: str) -> str:
    """Head and shoulders of an invented therapist in a round frame, as SVG text.

    Raises `UnknownFigure` for a name that `PORTRAITS` lacks.
    """
    _known("portrait", variant, PORTRAITS)
    return _picture(f"0 0 {SIZE} {SIZE}", title, description, sit(SITTERS[variant], palette))
