"""Decides how people are drawn: body poses become SVG figures, without assets or chance."""

from easeback.domain.figure.body import Build
from easeback.domain.figure.drawing import FIGURES, PORTRAITS, Side, UnknownFigure, draw, portrait
from easeback.domain.figure.look import DARK, LIGHT, LOOKS, HairStyle, Look, Palette

__all__ = [
    "DARK",
    "FIGURES",
    "LIGHT",
    "LOOKS",
    "PORTRAITS",
    "Build",
    "HairStyle",
    "Look",
    "Palette",
    "Side",
    "UnknownFigure",
    "draw",
    "portrait",
]
