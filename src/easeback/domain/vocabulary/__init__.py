"""Words that every other room shares: how urgent, for whom, where, in which language, when."""

from easeback.domain.vocabulary.area import Area, View
from easeback.domain.vocabulary.language import LANGUAGES, Language
from easeback.domain.vocabulary.sources import Sources
from easeback.domain.vocabulary.span import Span, moment, seconds, without
from easeback.domain.vocabulary.urgency import Subject, Urgency

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
]
