"""Every figure there is, by name."""

from collections.abc import Mapping

from easeback.domain.figure.scenes.from_front import FROM_FRONT
from easeback.domain.figure.scenes.on_back import ON_BACK
from easeback.domain.figure.scenes.on_belly import ON_BELLY
from easeback.domain.figure.scenes.on_hands import ON_HANDS
from easeback.domain.figure.scenes.on_side import ON_SIDE
from easeback.domain.figure.scenes.scene import Figure, FrontFigure, Scene
from easeback.domain.figure.scenes.seated import SEATED
from easeback.domain.figure.scenes.upright import UPRIGHT

__all__ = ["CAST", "SCENES", "Figure", "FrontFigure", "Scene"]

SCENES: Mapping[str, Scene] = {
    **ON_HANDS,
    **ON_BACK,
    **ON_BELLY,
    **ON_SIDE,
    **SEATED,
    **UPRIGHT,
    **FROM_FRONT,
}

CAST: Mapping[str, str] = {
    "cat-cow": "teal",
    "knee-to-chest": "rust",
    "rest-90-90": "plum",
    "prone": "sky",
    "side-lying": "gold",
    "walk": "sky",
    "supported-lean": "rust",
    "pelvic-tilt": "plum",
    "knee-rocks": "gold",
    "bolster": "sky",
    "seated-breathing": "plum",
    "belly-breathing": "gold",
    "seated-cat-cow": "sky",
    "on-elbows": "teal",
    "press-up": "rust",
    "bird-dog": "gold",
    "bridge": "teal",
    "side-plank": "rust",
    "curl-up": "sky",
    "hip-hinge": "teal",
    "sit-to-stand": "plum",
    "back-bend": "gold",
    "open-book": "plum",
    "heel-slide": "rust",
}
"""Who is drawn in which figure: people of many ages, builds and skins (names of `LOOKS`)."""
