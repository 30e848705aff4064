"""Decides who the invented therapists are: faces, hair and colors as numbers around the nose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Rows = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Sitter:
    """One invented person: colors, right half of the face, hair, and what makes the face theirs."""

    skin: str
    hair: str
    top: str
    disc: str
    half_face: Rows
    hair_behind: Rows
    hair_before: Rows
    corners: frozenset[int]
    shoulder: float
    neck: float
    brow: float
    beard: Rows = ()
    glasses: bool = False
    lines: bool = False
    earrings: str | None = None


SITTERS: Mapping[str, Sitter] = {
    "bun": Sitter(
        skin="#b9794f", hair="#33231d", top="#2f7f76", disc="#e3d3b4", shoulder=78.0, neck=17.0,
        brow=1.9,
        half_face=(
            (0, -56), (20, -53), (35, -38), (40, -14), (39, 6), (35, 26), (26, 43), (12, 54),
            (0, 57),
        ),
        hair_behind=(
            (-18, -82), (-8, -94), (8, -94), (18, -82), (16, -70), (34, -58), (46, -34),
            (47, -2), (42, 12), (-42, 12), (-47, -2), (-46, -34), (-34, -58), (-16, -70),
        ),
        hair_before=(
            (-10, -46), (-24, -36), (-35, -20), (-40, 2), (-44, 0), (-45, -24), (-36, -50),
            (-16, -66), (8, -67), (32, -55), (45, -28), (44, 0), (40, 2), (36, -18), (24, -36),
            (6, -47),
        ),
        corners=frozenset((3, 12)), earrings="#d9a441",
    ),
    "beard": Sitter(
        skin="#eec3a3", hair="#8f8b88", top="#4b6486", disc="#c9dfd6", shoulder=92.0, neck=23.0,
        brow=2.9,
        half_face=(
            (0, -56), (22, -53), (38, -38), (43, -12), (42, 8), (40, 28), (32, 45), (16, 57),
            (0, 60),
        ),
        hair_behind=(
            (-42, 8), (-47, -10), (-46, -34), (-30, -60), (0, -66), (30, -60), (46, -34),
            (47, -10), (42, 8),
        ),
        hair_before=(
            (-20, -44), (-33, -36), (-39, -20), (-41, 4), (-46, 2), (-48, -24), (-40, -52),
            (-20, -67), (4, -70), (28, -64), (44, -46), (48, -22), (46, 2), (41, 4), (39, -20),
            (32, -37), (12, -43),
        ),
        corners=frozenset((3, 13)), glasses=True, lines=True,
        beard=(
            (-43, 2), (-39, 14), (-32, 25), (-20, 27), (-10, 23), (0, 25), (10, 23), (20, 27),
            (32, 25), (39, 14), (43, 2), (43, 30), (35, 50), (18, 65), (0, 69), (-18, 65),
            (-35, 50), (-43, 30),
        ),
    ),
    "curls": Sitter(
        skin="#6a432f", hair="#241a17", top="#c98a3a", disc="#d8c3d6", shoulder=74.0, neck=16.0,
        brow=1.9,
        half_face=(
            (0, -54), (20, -51), (35, -36), (40, -12), (39, 8), (35, 28), (24, 45), (10, 55),
            (0, 57),
        ),
        hair_behind=(
            (-40, 34), (-54, 30), (-56, 16), (-66, 6), (-62, -12), (-70, -28), (-60, -42),
            (-60, -58), (-44, -66), (-36, -80), (-18, -80), (-2, -90), (14, -82), (32, -82),
            (42, -68), (58, -62), (60, -44), (70, -32), (63, -14), (67, 4), (57, 14), (56, 30),
            (40, 34),
        ),
        hair_before=(
            (-8, -38), (-16, -32), (-24, -34), (-30, -24), (-38, -22), (-40, 4), (-46, 0),
            (-48, -26), (-40, -52), (-18, -66), (6, -68), (30, -60), (46, -34), (46, 0),
            (40, 4), (39, -18), (30, -24), (26, -34), (16, -32), (8, -40),
        ),
        corners=frozenset((6, 13)), lines=False,
    ),
}  # fmt: skip
