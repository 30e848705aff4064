"""Words that every other room shares: how urgent, for whom, where, in which language, when."""

from easeback.domain.vocabulary.area import Area, View
from easeback.domain.vocabulary.language import LANGUAGES, Language
from easeback.domain.vocabulary.sources import Sources
from easeback.domain.vocabulary.span import Span, moment, seconds, without
from easeback.domain.vocabulary.urgency import Subject, Urgency
from easeback.domain.vocabulary.workday import working_day_after

__all__ = [
    "LANGUAGES",
    "Area",
    "Language",
    "Sources",
    "Span",
    "Subject",
    "Urgency",
    "View",
    "moment",
    "seconds",
    "without",
    "working_day_after",
]
