"""Answers to how urgent, and why; and which question comes next."""

from easeback.domain.triage.assessment import Assessment, Fired, Near, Reason
from easeback.domain.triage.inquiry import Inquiry, Progress, Step, Walk
from easeback.domain.triage.page import Closer, Form, Item, Page
from easeback.domain.triage.rule import CHECKED, Rule
from easeback.domain.triage.triage import Triage

__all__ = [
    "CHECKED",
    "Assessment",
    "Closer",
    "Fired",
    "Form",
    "Inquiry",
    "Item",
    "Near",
    "Page",
    "Progress",
    "Reason",
    "Rule",
    "Step",
    "Triage",
    "Walk",
]
