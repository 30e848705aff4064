"""Which entries the lists of the knowledge files hold."""

from easeback.knowledge.entries import (
    ActionEntry,
    ActivityEntry,
    AdviceEntry,
    ChoiceEntry,
    ClaimEntry,
    CueEntry,
    DroppedEntry,
    Entry,
    EscalationEntry,
    ExerciseEntry,
    FactEntry,
    GateEntry,
    KindEntry,
    PageEntry,
    QuestionEntry,
    ReportEntry,
    RuleEntry,
    SourceEntry,
    TreatmentEntry,
)
from easeback.knowledge.program_entries import TemplateEntry
from easeback.knowledge.record_entries import (
    CodeEntry,
    FieldEntry,
    OutlineEntry,
    PrefillEntry,
    QuestionnaireEntry,
)

KINDS: dict[str, type[Entry]] = {
    "sources": SourceEntry,
    "questions": QuestionEntry,
    "pages": PageEntry,
    "facts": FactEntry,
    "rules": RuleEntry,
    "actions": ActionEntry,
    "gates": GateEntry,
    "exercises": ExerciseEntry,
    "cues": CueEntry,
    "reports": ReportEntry,
    "treatments": TreatmentEntry,
    "activities": ActivityEntry,
    "choices": ChoiceEntry,
    "advice": AdviceEntry,
    "kinds": KindEntry,
    "escalations": EscalationEntry,
    "templates": TemplateEntry,
    "fields": FieldEntry,
    "outlines": OutlineEntry,
    "codes": CodeEntry,
    "prefills": PrefillEntry,
    "questionnaires": QuestionnaireEntry,
    "claims": ClaimEntry,
    "dropped": DroppedEntry,
}
"""The list key of a file -> the class of its entries."""
