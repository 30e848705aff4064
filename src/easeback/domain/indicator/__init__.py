"""What a practice is counted by: indicators, what each counts, and what is hidden of it."""

from easeback.domain.indicator.case import Case, Tally
from easeback.domain.indicator.definitions import (
    PROMISED,
    SCORED,
    SETTLES,
    SOURCES,
    Indicator,
    cases_of,
    working_days,
)
from easeback.domain.indicator.hiding import (
    LEAST,
    Hidden,
    in_turn,
    is_hidden_well,
    of_groups,
    of_year,
    side_by_side,
)
from easeback.domain.indicator.interval import poisson, wilson
from easeback.domain.indicator.line import (
    Due,
    Fate,
    Happened,
    Line,
    Person,
    Scored,
    Spell,
    Therapist,
    joined,
)
from easeback.domain.indicator.periods import (
    RIPE,
    Period,
    Placing,
    latest_year,
    placing_in,
    quarters_of,
)
from easeback.domain.indicator.report import THOUSAND, Group, Report, Result, report

__all__ = [
    "LEAST",
    "PROMISED",
    "RIPE",
    "SCORED",
    "SETTLES",
    "SOURCES",
    "THOUSAND",
    "Case",
    "Due",
    "Fate",
    "Group",
    "Happened",
    "Hidden",
    "Indicator",
    "Line",
    "Period",
    "Person",
    "Placing",
    "Report",
    "Result",
    "Scored",
    "Spell",
    "Tally",
    "Therapist",
    "cases_of",
    "in_turn",
    "is_hidden_well",
    "joined",
    "latest_year",
    "of_groups",
    "of_year",
    "placing_in",
    "poisson",
    "quarters_of",
    "report",
    "side_by_side",
    "wilson",
    "working_days",
]
