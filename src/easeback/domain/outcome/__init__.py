"""When a change of a score matters to the person."""

from easeback.domain.outcome.pain import LEAST_POINTS, LEAST_SHARE, matters

__all__ = ["LEAST_POINTS", "LEAST_SHARE", "matters"]
