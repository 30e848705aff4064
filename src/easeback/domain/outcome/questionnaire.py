"""Questionnaires of which only the numbers are ours: the words belong to others."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from easeback.domain.vocabulary import Sources


class Scoring(StrEnum):
    """How the points of the items that were answered make a score."""

    SUM = "sum"
    MEAN = "mean"
    PERCENT = "percent"
    """Of the points that these items could have."""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """Items of 0 to `most` points each; less is better.

    It has a score once `fewest` items are answered. A change matters from `step` points of the
    score on, or, where there is a `share`, from that share of the first score on.
    """

    id: str
    items: int
    most: int
    scoring: Scoring
    fewest: int
    step: float
    share: float | None
    sources: Sources

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a document that hold the answers, each as its points."""
        return tuple(f"{self.id}-{item}" for item in range(1, self.items + 1))

    def score(self, content: Mapping[str, Any]) -> float | None:
        """None where too little was answered."""
        points = [int(content[field]) for field in self.fields if field in content]
        if len(points) < self.fewest:
            return None
        match self.scoring:
            case Scoring.SUM:
                return float(sum(points))
            case Scoring.MEAN:
                return sum(points) / len(points)
            case Scoring.PERCENT:
                return 100 * sum(points) / (self.most * len(points))

    def matters(self, before: float, after: float) -> bool:
        """Whether the step from one score to the other is a change, in either direction."""
        # Scores of tenths have no exact difference.
        change = round(abs(after - before), 6)
        return change >= self.step or (
            self.share is not None and before > 0 and change >= self.share * before
        )
