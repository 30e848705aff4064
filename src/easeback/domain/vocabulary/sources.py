"""What a clinical statement rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sources:
    """The evidence ids of a statement; or the honest word that there is none.

    `house`: a choice of the practice, which no study settles. `unverified`: clinical knowledge
    that was not checked against a source; it may only ever make advice more careful.
    """

    evidence: tuple[str, ...] = ()
    house: bool = False
    unverified: bool = False
