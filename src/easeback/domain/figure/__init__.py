"""Decides how people are drawn: body poses become SVG figures, without assets or chance."""

from easeback.domain.figure.areas import VIEW_HEIGHT, VIEW_WIDTH, Box, Spot, spots
from easeback.domain.figure.body import Build
from easeback.domain.figure.chart import blank, chart, marked
from easeback.domain.figure.drawing import (
    FIGURES,
    PORTRAITS,
    Side,
    UnknownFigure,
    animate,
    contact_sheet,
    draw,
    portrait,
)
from easeback.domain.figure.look import DARK, LIGHT, LOOKS, HairStyle, Look, Palette
from easeback.domain.figure.motion import Discontinuous, Stretch
from easeback.domain.figure.posing import (
    Joint,
    Posed,
    PoseFault,
    Unposed,
    animate_posed,
    draw_posed,
    joints_of,
    numbers_of,
    pose_faults,
)
from easeback.domain.figure.scenes import CAST

__all__ = [
    "CAST",
    "DARK",
    "FIGURES",
    "LIGHT",
    "LOOKS",
    "PORTRAITS",
    "VIEW_HEIGHT",
    "VIEW_WIDTH",
    "Box",
    "Build",
    "Discontinuous",
    "HairStyle",
    "Joint",
    "Look",
    "Palette",
    "PoseFault",
    "Posed",
    "Side",
    "Spot",
    "Stretch",
    "UnknownFigure",
    "Unposed",
    "animate",
    "animate_posed",
    "blank",
    "chart",
    "contact_sheet",
    "draw",
    "draw_posed",
    "joints_of",
    "marked",
    "numbers_of",
    "portrait",
    "pose_faults",
    "spots",
]
