"""The order of asking: each page, what is on it, and when a follow-up appears."""

from easeback.domain.triage import Form, Page
from easeback.knowledge import Knowledge
from easeback.ops.documents.prose import heading

FORMS = {
    Form.TAP: "a list; touching an item answers at once",
    Form.TICK: "a list of ticks",
    Form.EACH: "in full",
}


def triage_map(known: Knowledge) -> str:
    """The pages in the order in which they are asked, as long as they matter."""
    parts = [
        heading(
            known,
            "Triage map",
            "A page is shown only while one of its questions can still change the result or the "
            "plan. An emergency is told at the first answer that makes it one. Follow-up pages "
            "(indented) appear when an item is touched, or when only their answer is missing.",
        )
    ]
    parts += [_page(known, page) for page in known.pages]
    return "\n".join(parts) + "\n"


def _page(known: Knowledge, page: Page) -> str:
    words = known.english
    title = words.get(f"pages.{page.id}.title") or words[f"questions.{page.questions[0]}.text"]
    indent = "    " if page.follow_up else ""
    lines = [f"{indent}- **{title}** (`{page.id}`, screen {page.screen}, {FORMS[page.form]})"]
    if page.form is Form.EACH:
        lines += [f"{indent}    - `{question}`" for question in page.questions]
        return "\n".join(lines)
    lines += [f"{indent}    - `{question}`" for question in page.fields]
    for item in page.items:
        leads = "opens" if item.opens else "answers"
        asked = ", ".join(f"`{question}`" for question in item.questions)
        lines.append(f"{indent}    - {words[f'pages.{page.id}.items.{item.id}']}: {leads} {asked}")
    for closer in page.closers:
        lines.append(f"{indent}    - *{words[f'pages.{page.id}.closers.{closer.id}']}*")
    return "\n".join(lines)
