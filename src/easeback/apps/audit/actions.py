"""Writes down what was done or read, and notes the last mark where the database cannot reach."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from easeback.apps.audit.chain import BEGINNING, Deed, mark_of, note, noted_in
from easeback.apps.audit.models import AuditRow
from easeback.apps.audit.turns import one_at_a_time


def write_down(what: str, *, by: str, about: str, at: datetime) -> int:
    """Appends a row, in the caller's transaction, if there is one; its number.

    `what` is a word of ours ("diary.read"), `by` and `about` opaque ids ("staff:3",
    "course:<uuid>"): never a name, never a word of health. To be called last in a transaction:
    until it ends, nobody else writes anything down.
    """
    with transaction.atomic():
        one_at_a_time("audit")
        last = AuditRow.objects.order_by("-number").values_list("number", "mark").first()
        number, before = last or (0, BEGINNING)
        deed = Deed(number + 1, at, by, what, about)
        mark = mark_of(deed, before, settings.AUDIT_KEY)
        AuditRow.objects.create(number=deed.number, at=at, by=by, what=what, about=about, mark=mark)
    return deed.number


def note_last(*, at: datetime) -> bool:
    """Notes the last mark outside of the database, so that no row up to it can be cut off unseen.

    False where it is noted already, or there is none.
    """
    last = AuditRow.objects.order_by("-number").values_list("number", "mark").first()
    if last is None or noted_in(settings.AUDIT_MARKS).get(last[0]) == last[1]:
        return False
    note(settings.AUDIT_MARKS, *last, at=at)
    return True
