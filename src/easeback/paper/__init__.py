"""Paper: frozen values in, the bytes of a document out. Calendar files are in `paper.calendar`."""

from easeback.paper.sheet import Block, Figure, Sheet, pdf

__all__ = ["Block", "Figure", "Sheet", "pdf"]
