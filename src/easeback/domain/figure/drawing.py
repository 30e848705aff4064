"""Decides how a figure or a portrait is asked for by name, and wraps it as one accessible SVG."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from easeback.domain.figure.ink import picture, slab
from easeback.domain.figure.look import Look, Palette
from easeback.domain.figure.motion import Moment, Stretch, blend, moments, morph
from easeback.domain.figure.portrait import SIZE, sit
from easeback.domain.figure.scenes import SCENES, Scene
from easeback.domain.figure.sitter import SITTERS
from easeback.domain.figure.skeleton import Pose


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
    scene = scene_of(figure, pose)
    painted = scene.painted(scene.poses[pose], look, palette)
    return framed(scene, painted, palette, side, title, description)


def animate(
    figure: str,
    stretches: Sequence[Stretch],
    *,
    look: Look,
    palette: Palette,
    title: str,
    description: str,
    side: Side = Side.RIGHT,
) -> str:
    """A person who moves from pose to pose, over and over, as SVG text that needs no script.

    Its clock runs from 0 to the sum of the stretches, in seconds; a page may stop it and set it.
    Raises `UnknownFigure` for a name that `FIGURES` lacks, `Discontinuous` where stretches do not
    join.
    """
    shown = moments(stretches)
    scene = scene_of(figure, *{stretch.start for stretch in stretches}, stretches[-1].end)
    moving = moved(scene, scene.poses, shown, look, palette)
    return framed(scene, moving, palette, side, title, description)


def contact_sheet(
    figure: str,
    stretches: Sequence[Stretch],
    *,
    look: Look,
    palettes: Sequence[Palette],
    title: str,
    description: str,
) -> str:
    """The poses of a motion and what lies half way, a row for every palette, as one SVG.

    Raises what `animate` raises.
    """
    half_way = (m for m in moments(stretches) if m.share in {0.0, 0.5, 1.0})
    shown = {(m.start, m.end, m.share): m for m in half_way}.values()
    scene = scene_of(figure, *{stretch.start for stretch in stretches}, stretches[-1].end)
    poses = [blend(scene.poses[m.start], scene.poses[m.end], m.share) for m in shown]
    cells = []
    for row, palette in enumerate(palettes):
        for column, pose in enumerate(poses):
            cell = _staged(scene, scene.painted(pose, look, palette), palette)
            at = f"{column * scene.width} {row * scene.height - scene.top}"
            cells.append(f'<g transform="translate({at})">{cell}</g>')
    window = f"0 0 {len(poses) * scene.width} {len(palettes) * scene.height}"
    return picture(window, title, description, "".join(cells))


def scene_of(figure: str, *poses: str) -> Scene:
    """The scene of a figure, which has these poses. Raises `UnknownFigure`."""
    _known("figure", figure, tuple(FIGURES))
    for pose in poses:
        _known(f"pose of {figure}", pose, FIGURES[figure])
    return SCENES[figure]


def moved(
    scene: Scene, poses: Mapping[str, Pose], shown: Sequence[Moment], look: Look, palette: Palette
) -> str:
    """The painting that goes through these moments between the poses, over and over."""
    between = (blend(poses[m.start], poses[m.end], m.share) for m in shown)
    painted = [scene.painted(pose, look, palette) for pose in between]
    return morph(painted, [moment.at for moment in shown])


def framed(
    scene: Scene, painted: str, palette: Palette, side: Side, title: str, description: str
) -> str:
    """The painting on its stage, mirrored for the left side, as one SVG."""
    painted = _staged(scene, painted, palette)
    if side is Side.LEFT:
        painted = f'<g transform="matrix(-1 0 0 1 {scene.width} 0)">{painted}</g>'
    return picture(f"0 {scene.top} {scene.width} {scene.height}", title, description, painted)


def _staged(scene: Scene, painted: str, palette: Palette) -> str:
    if not palette.stage:
        return painted
    bottom = scene.top + scene.height
    return slab(0, scene.top, scene.width, bottom, 18, palette.stage) + painted


def portrait(variant: str, *, palette: Palette, title: str, description: str) -> str:
    """Head and shoulders of an invented therapist in a round frame, as SVG text.

    Raises `UnknownFigure` for a name that `PORTRAITS` lacks.
    """
    _known("portrait", variant, PORTRAITS)
    return picture(f"0 0 {SIZE} {SIZE}", title, description, sit(SITTERS[variant], palette))
