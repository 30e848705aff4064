"""Decides how long and how thick every part of a drawn person is, from a build."""

from dataclasses import dataclass

STATURE = 440.0
"""Standing height of the average person, in drawing units."""


@dataclass(frozen=True, slots=True)
class Build:
    """How a person differs from the average: factors near 1, `belly` from 0 (flat) to 1 (round).

    Segment shares follow Drillis and Contini's body segments; thickness is drawn by eye.
    """

    stature: float = 1.0
    girth: float = 1.0
    hips: float = 1.0
    chest: float = 1.0
    belly: float = 0.15
    legs: float = 1.0
    head: float = 1.0


@dataclass(frozen=True, slots=True)
class Slice:
    """One cut through the trunk: height above the hip joint, depth behind and before the spine.

    `half` is from the spine to either side.
    """

    up: float
    back: float
    front: float
    half: float


@dataclass(frozen=True, slots=True)
class LimbShape:
    """Thickness along a two-bone limb: rows of (share of the bone, outer half, inner half).

    Outer is the side on which knee or elbow points out.
    """

    upper: tuple[tuple[float, float, float], ...]
    joint: tuple[float, float]
    lower: tuple[tuple[float, float, float], ...]

    def scaled(self, unit: float) -> "LimbShape":
        """The same shape in drawing units, from shares of the stature."""
        return LimbShape(
            tuple((share, outer * unit, inner * unit) for share, outer, inner in self.upper),
            (self.joint[0] * unit, self.joint[1] * unit),
            tuple((share, outer * unit, inner * unit) for share, outer, inner in self.lower),
        )


_TRUNK = (
    (0.030, 0.082, 0.072, 0.098),
    (0.061, 0.073, 0.076, 0.093),
    (0.092, 0.062, 0.078, 0.085),
    (0.123, 0.056, 0.077, 0.079),
    (0.155, 0.054, 0.075, 0.078),
    (0.187, 0.055, 0.075, 0.081),
    (0.218, 0.058, 0.079, 0.086),
    (0.250, 0.061, 0.083, 0.091),
    (0.281, 0.060, 0.081, 0.094),
    (0.312, 0.054, 0.067, 0.090),
    (0.340, 0.041, 0.046, 0.044),
)
_BELLY = (0.2, 0.6, 0.95, 1.0, 0.85, 0.6, 0.35, 0.15, 0.05, 0.0, 0.0)
_CHEST = (0.0, 0.0, 0.0, 0.0, 0.15, 0.45, 0.85, 1.0, 0.8, 0.4, 0.1)

_LEG = LimbShape(
    upper=(
        (0.40, 0.0585, 0.0555),
        (0.53, 0.0545, 0.0515),
        (0.66, 0.0480, 0.0465),
        (0.81, 0.0408, 0.0410),
    ),
    joint=(0.0370, 0.037),
    lower=(
        (0.20, 0.0355, 0.0400),
        (0.36, 0.0325, 0.0425),
        (0.56, 0.0295, 0.038),
        (0.80, 0.0265, 0.029),
        (0.95, 0.0255, 0.0265),
    ),
)
_ARM = LimbShape(
    upper=(
        (0.12, 0.036, 0.036),
        (0.36, 0.031, 0.033),
        (0.60, 0.028, 0.030),
        (0.86, 0.0255, 0.0255),
    ),
    joint=(0.0255, 0.024),
    lower=(
        (0.14, 0.0255, 0.0252),
        (0.34, 0.0245, 0.0252),
        (0.66, 0.0195, 0.020),
        (0.97, 0.0155, 0.0155),
    ),
)


@dataclass(frozen=True, slots=True)
class Body:
    """A build in drawing units."""

    unit: float
    pelvis: float
    lumbar: float
    thoracic: float
    neck: float
    thigh: float
    shin: float
    foot: float
    ankle: float
    upper_arm: float
    forearm: float
    hand: float
    head: float
    buttock: float
    slices: tuple[Slice, ...]
    leg: LimbShape
    arm: LimbShape
    neck_half: float

    @property
    def trunk(self) -> float:
        """Length of the chain from the hip joint to the base of the neck."""
        return self.pelvis + self.lumbar + self.thoracic


def _slices(build: Build, unit: float) -> tuple[Slice, ...]:
    rows = []
    for (up, back, front, half), belly, chest in zip(_TRUNK, _BELLY, _CHEST, strict=True):
        low = max(0.0, 1.0 - up / 0.12)
        widen = build.girth * (1 + (build.hips - 1) * low)
        before = front * widen + 0.045 * build.belly * belly + 0.045 * (build.chest - 1) * chest
        aside = half * widen + 0.016 * build.belly * belly
        rows.append(Slice(up * unit, back * widen * unit, before * unit, aside * unit))
    return tuple(rows)


def body(build: Build) -> Body:
    """The lengths and thicknesses of a build, in drawing units."""
    unit = STATURE * build.stature
    slim = 1 + (build.girth - 1) * 0.6
    return Body(
        unit=unit,
        pelvis=0.085 * unit,
        lumbar=0.110 * unit,
        thoracic=0.152 * unit,
        neck=0.056 * unit,
        thigh=0.245 * unit * build.legs,
        shin=0.246 * unit * build.legs,
        foot=0.150 * unit,
        ankle=0.038 * unit,
        upper_arm=0.172 * unit,
        forearm=0.143 * unit,
        hand=0.105 * unit,
        head=1.08 * unit / 170 * build.head,
        buttock=0.091 * unit * build.girth * build.hips,
        slices=_slices(build, unit),
        leg=_LEG.scaled(unit * slim * (1 + (build.hips - 1) * 0.4)),
        arm=_ARM.scaled(unit * slim),
        neck_half=0.034 * unit * (1 + (build.girth - 1) * 0.5),
    )
