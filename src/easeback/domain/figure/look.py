"""Decides colors: skin, hair and clothes, readable on a light and on a dark page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from easeback.domain.figure.body import Build


class HairStyle(StrEnum):
    """How the hair is worn."""

    BUN = "bun"
    CROP = "crop"
    BOB = "bob"
    CURLS = "curls"
    RECEDING = "receding"


@dataclass(frozen=True, slots=True)
class Look:
    """A person's build and colors; colors are `#rrggbb` as they appear in daylight."""

    build: Build = field(default_factory=Build)
    skin: str = "#d9a27c"
    hair: str = "#4a352d"
    hair_style: HairStyle = HairStyle.CROP
    top: str = "#2f8d82"
    trousers: str = "#344a6e"
    beard: bool = False


LOOKS: Mapping[str, Look] = {
    "teal": Look(
        Build(hips=1.03, chest=1.2),
        "#d9a27c", "#4a352d", HairStyle.BUN, "#2f8d82", "#31466b",
    ),
    "rust": Look(
        Build(girth=1.12, belly=0.7),
        "#8d5a3c", "#2a211f", HairStyle.CROP, "#c0713f", "#3b4753",
    ),
    "plum": Look(
        Build(stature=0.96, girth=1.06, hips=1.1, chest=1.5, belly=0.35),
        "#efc4a4", "#aaa6a3", HairStyle.BOB, "#8a5f97", "#2d4741",
    ),
    "sky": Look(
        Build(girth=0.96, belly=0.2),
        "#c68a5e", "#96928f", HairStyle.RECEDING, "#4a7fa5", "#4d3f36", beard=True,
    ),
    "gold": Look(
        Build(hips=1.08, chest=1.3),
        "#5c3a29", "#1f1816", HairStyle.CURLS, "#d3a13c", "#343b66",
    ),
}  # fmt: skip
"""Five invented people to choose from; differing in skin, age, hair and build."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of a page's drawings.

    `ground` is what the page itself paints. A figure paints no ground of its own unless there is a
    `stage`, a soft panel that lets dark hair stay dark on a night-colored page. `contrast` is the
    least ratio between what lies behind and any part of a person.
    """

    ground: str
    stage: str | None
    contrast: float
    shade: str
    mat: str
    mat_top: str
    shadow: str
    cushion: str
    cushion_shade: str
    wood: str
    wood_shade: str


LIGHT = Palette(
    ground="#f7f4ee",
    stage=None,
    contrast=1.35,
    shade="#1c2b3f",
    mat="#a9cbc0",
    mat_top="#c9dfd6",
    shadow="#a3c3b8",
    cushion="#f0dfc4",
    cushion_shade="#dcc5a3",
    wood="#b98d64",
    wood_shade="#98704d",
)
DARK = Palette(
    ground="#0f1f22",
    stage="#39605f",
    contrast=1.4,
    shade="#0d1a22",
    mat="#4a7672",
    mat_top="#5c8a85",
    shadow="#476f6c",
    cushion="#dccaa9",
    cushion_shade="#b8a27f",
    wood="#b98a60",
    wood_shade="#8d6745",
)


_BOTH_WAYS = ("#ffffff", "#000000")


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mix(color: str, other: str, share: float) -> str:
    """The color that lies `share` of the way to the other."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _luminance(color: str) -> float:
    parts = [value / 255 for value in _channels(color)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    """The contrast ratio of two colors, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def is_dark(color: str) -> bool:
    """Whether white stands out from a color more than black does."""
    return _luminance(color) < 0.18


def readable(color: str, palette: Palette, ways: tuple[str, ...] = _BOTH_WAYS) -> str:
    """The color itself, or the nearest lighter or darker one that stands out enough."""
    behind = palette.stage or palette.ground
    for step in range(51):
        for end in ways:
            candidate = mix(color, end, step / 50)
            if contrast(candidate, behind) >= palette.contrast:
                return candidate
    return ways[-1]


@dataclass(frozen=True, slots=True)
class Inks:
    """Every color that a figure paints, already fit for the page."""

    skin: str
    skin_shade: str
    skin_line: str
    skin_far: str
    eye: str
    hair: str
    hair_light: str
    top: str
    top_shade: str
    sleeve: str
    top_far: str
    trousers: str
    trousers_shade: str
    trousers_far: str


def inks(look: Look, palette: Palette) -> Inks:
    """A person's colors on a page: far limbs and folds are darker tints of the same."""

    skin, top, trousers = (
        readable(color, palette) for color in (look.skin, look.top, look.trousers)
    )

    def far(color: str, share: float) -> str:
        return readable(mix(color, palette.shade, share), palette, _BOTH_WAYS[1:])

    return Inks(
        skin=skin,
        skin_shade=mix(skin, palette.shade, 0.10),
        skin_line=mix(skin, "#2a0f08", 0.5),
        skin_far=far(skin, 0.24),
        eye="#2b1c18",
        hair=readable(look.hair, palette),
        hair_light=mix(readable(look.hair, palette), "#ffffff", 0.09),
        top=top,
        top_shade=mix(top, palette.shade, 0.13),
        sleeve=mix(top, "#ffffff", 0.09),
        top_far=far(top, 0.34),
        trousers=trousers,
        trousers_shade=mix(trousers, palette.shade, 0.20),
        trousers_far=far(trousers, 0.36),
    )
