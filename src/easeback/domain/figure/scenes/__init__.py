"""Every figure there is, by name."""

from collections.abc import Mapping

from easeback.domain.figure.scenes.on_back import ON_BACK
from easeback.domain.figure.scenes.on_belly import ON_BELLY
from easeback.domain.figure.scenes.on_hands import ON_HANDS
from easeback.domain.figure.scenes.on_side import ON_SIDE
from easeback.domain.figure.scenes.scene import Figure
from easeback.domain.figure.scenes.upright import UPRIGHT

__all__ = ["SCENES", "Figure"]

SCENES: Mapping[str, Figure] = {**ON_HANDS, **ON_BACK, **ON_BELLY, **ON_SIDE, **UPRIGHT}
