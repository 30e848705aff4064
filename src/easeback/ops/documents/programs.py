"""The program templates: what each asks, how it rises, and which gates stand against it."""

from easeback.domain.program import EVERY_DAY, Amount, Item, Measure, Template, Weekday, closed_for
from easeback.knowledge import Knowledge
from easeback.knowledge.program_entries import TemplateEntry
from easeback.ops.documents.prose import basis, heading, table

_COLUMNS = ("Exercise", "Dose", "On", "Rises", "Next", "Gates against it")
_UNITS = {
    Measure.REPS: "repeats {}",
    Measure.SETS: "sets {}",
    Measure.HOLD: "hold {} s",
    Measure.MINUTES: "minutes {}",
    Measure.A_DAY: "times a day {}",
}


def program_table(known: Knowledge) -> str:
    """Every template, one table of its items each."""
    parts = [
        heading(
            known,
            "Program templates",
            "A therapist begins from one of these and changes what does not fit. Every dose, bound "
            "and step is our practice's choice. The next exercise is proposed to the therapist, "
            "and nothing more.",
        )
    ]
    entries = known.shelf.of("templates", TemplateEntry)
    for template in known.templates.values():
        entry = entries[template.id]
        parts.append(f"## {template.ref}: {entry.title}\n")
        parts.append(f"{entry.for_whom} {entry.why}\n")
        parts.append(
            f"A flare leads back to relief for {template.relief_days} days, and then to "
            f"{template.resume_percent} percent. Basis: {basis(known, entry)}.\n"
        )
        parts.append(table(_COLUMNS, _rows(known, template)))
    return "\n".join(parts)


def _rows(known: Knowledge, template: Template) -> list[tuple[str, ...]]:
    return [
        (
            known.english[f"exercises.{item.exercise}.title"],
            _dose(item.dose),
            _days(item),
            _rise(item),
            _next(known, item),
            ", ".join(gate.ref for gate in closed_for(item, known.exercises, known.gates))
            or "none",
        )
        for item in template.items
    ]


def _dose(dose: Amount) -> str:
    """Sets and times a day only where there is more than one."""
    said = []
    for measure, unit in _UNITS.items():
        value = dose.of(measure)
        plain = measure in {Measure.SETS, Measure.A_DAY} and value == 1
        if value is not None and not plain:
            said.append(unit.format(value))
    return ", ".join(said)


def _days(item: Item) -> str:
    if item.days == EVERY_DAY:
        return "every day"
    return ", ".join(day for day in Weekday if day in item.days)


def _rise(item: Item) -> str:
    rule = item.progress
    least, most = rule.bounds
    if least == most:
        return "never"
    unit = _UNITS[rule.measure].format(f"{least} to {most}")
    return f"by {rule.by} after {rule.green_days} green days, inside {unit}"


def _next(known: Knowledge, item: Item) -> str:
    follows = item.progress.next
    return "none" if follows is None else known.english[f"exercises.{follows.exercise}.title"]
