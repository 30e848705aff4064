"""Decides how an arm is drawn: hand, skin from shoulder to wrist, and a sleeve with a hem."""

from easeback.domain.figure.body import Body
from easeback.domain.figure.extremity import Grip, hand
from easeback.domain.figure.ink import shape
from easeback.domain.figure.limb import sides
from easeback.domain.figure.skeleton import Limb

_CUFF = 0.62
"""Where the short sleeve ends, as a share of the upper arm."""
_DRAPE = 1.4
"""How long a sleeve may seem on an upper arm that points out of the picture (share of the arm)."""


def _skin(body: Body, limb: Limb, fill: str) -> str:
    long = sides(limb.bones, body.arm)
    outline = [*long.outer, *long.inner[::-1]]
    hem = len(long.outer)
    return shape(outline, fill, {hem - 1, hem})


def _sleeve(body: Body, limb: Limb, fill: str) -> str:
    """A rounded shoulder that narrows to a hem, a little wider than the arm in it."""
    upper, unit = limb.bones.upper, body.unit
    width = body.arm.upper[0][1]
    length = min(body.upper_arm, _DRAPE * limb.bones.lengths[0])
    outer, inner = limb.bones.outer, -limb.bones.outer
    loose = 0.0045 * unit
    cuff = _CUFF * length
    near = body.arm.upper[2]
    outline = [
        upper.at(cuff, outer * (near[1] + loose)),
        upper.at(0.34 * length, outer * (width + 0.2 * loose)),
        upper.at(0.08 * length, outer * width * 1.12),
        upper.at(-0.12 * length, outer * width * 0.95),
        upper.at(-0.235 * length, outer * width * 0.30),
        upper.at(-0.225 * length, inner * width * 0.45),
        upper.at(-0.09 * length, inner * width * 1.02),
        upper.at(0.10 * length, inner * width * 1.10),
        upper.at(0.34 * length, inner * (width + 0.2 * loose)),
        upper.at(cuff * 0.97, inner * (near[2] + loose)),
    ]
    return shape(outline, fill, {0, len(outline) - 1})


def arm(body: Body, limb: Limb, grip: Grip, skin: str, mark: str, sleeve: str) -> str:
    """The whole arm, hand first so that the wrist covers its root."""
    return (
        hand(limb.tip, body.hand, grip, skin, mark)
        + _skin(body, limb, skin)
        + _sleeve(body, limb, sleeve)
    )


def upper_arm(body: Body, limb: Limb, skin: str, sleeve: str) -> str:
    """The arm down to the elbow, over a trunk that hides the rest of it."""
    long = sides(limb.bones, body.arm)
    elbow = len(body.arm.upper) + 2
    outline = [*long.outer[:elbow], *long.inner[: elbow - 2][::-1]]
    return shape(outline, skin) + _sleeve(body, limb, sleeve)
