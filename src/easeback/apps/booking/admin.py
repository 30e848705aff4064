"""Terms, services, rooms and therapists' times in the admin; what breaks promises asks first."""

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from easeback.apps.accounts.permissions import may_run_the_entrance
from easeback.apps.booking import changes, claims
from easeback.apps.booking.facts import ResourceKind
from easeback.apps.booking.forms import (
    Asking,
    RoomForm,
    ServiceForm,
    TermsForm,
    TherapistTimeForm,
)
from easeback.apps.booking.models import Resource, Room, Service, Terms, TherapistTime

BROKEN, CHANGED = "easeback_broken", "easeback_changed"
"""What a request remembers between the action and the page."""


class Once(TypedDict):
    """What every change is told besides what it is."""

    although: list[UUID]
    key: str
    at: datetime


class AsksFirst(admin.ModelAdmin[Any]):
    """Changes what visits stand on by the actions of `changes`, never by the form alone.

    The action runs before the admin's own transaction begins, for it is one of its own. Where it
    finds visits that would lie outside, the form comes again and asks about each of them.
    """

    by_action: tuple[str, ...] = ()
    """The columns that the action writes."""

    def change(self, row: Any, form: Any, once: Once) -> None:
        """Does what the form says about the columns of `by_action`. Raises BreaksPromises."""
        raise NotImplementedError

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # Visits that took place stand on it.

    def get_form(self, request: HttpRequest, obj: Any = None, *rest: Any, **more: Any) -> Any:
        form = super().get_form(request, obj, *rest, **more)
        broken = getattr(request, BROKEN, ())
        return type(form.__name__, (form,), {"broken": broken})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = [name for name in super().get_fields(request, obj) if name != "although"]
        return [*fields, "although"] if getattr(request, BROKEN, ()) else fields

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        may = row is not None and self.has_change_permission(request, row)
        if request.method == "POST" and may:
            form = self.get_form(request, row, change=True)(request.POST, instance=row)
            if form.is_valid():
                setattr(request, CHANGED, form.changed_data)
                try:
                    self._try(request, row, form)
                except changes.TooBusy:
                    messages.error(request, "Too many others write right now. Please save again.")
                    return redirect(request.path)
        return super().change_view(request, object_id, form_url, extra_context)

    def _try(self, request: HttpRequest, row: Any, form: Asking) -> None:
        once: Once = {
            "although": [id for text in request.POST.getlist("although") if (id := _uuid(text))],
            "key": f"admin:{uuid4()}",
            "at": timezone.now(),
        }
        try:
            self.change(row, form, once)
        except changes.BreaksPromises as broken:
            setattr(request, BROKEN, broken.visits)

    def save_model(
        self,
        request: HttpRequest,
        obj: Any,
        form: Any,
        change: bool,  # noqa: FBT001  Django's signature
    ) -> None:
        """Writes the rest: what the action wrote may have changed again meanwhile."""
        if not change:
            self.begin(obj)
            obj.save()
        elif rest := [n for n in form.changed_data if n not in {*self.by_action, "although"}]:
            obj.save(update_fields=rest)
        self.written(obj)

    def construct_change_message(
        self, request: HttpRequest, form: Any, *rest: Any, **more: Any
    ) -> Any:
        """What the form changed, though by now the action has written a part of it."""
        form.changed_data = getattr(request, CHANGED, form.changed_data)
        return super().construct_change_message(request, form, *rest, **more)

    def begin(self, row: Any) -> None:
        """What a new row needs before it can be saved."""

    def written(self, row: Any) -> None:
        """What has to follow."""


@admin.register(Terms)
class TermsAdmin(AsksFirst):
    """How the practice books: one row."""

    form = TermsForm
    by_action = TermsForm.Meta.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Terms.objects.exists()

    def change(self, row: Terms, form: TermsForm, once: Once) -> None:
        said = {name: form.cleaned_data[name] for name in self.by_action}
        changes.change_terms(said, **once)


@admin.register(Service)
class ServiceAdmin(AsksFirst):
    """What is booked."""

    form = ServiceForm
    by_action = ("length", "preparation", "clean_up", "modes")
    list_display = ("name_en", "key", "length")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and Terms.objects.exists()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("key",) if obj is not None else ()

    def change(self, row: Service, form: ServiceForm, once: Once) -> None:
        changes.change_lengths(row.key, form.lengths(), **once)


@admin.register(Room)
class RoomAdmin(AsksFirst):
    """Rooms and beds."""

    form = RoomForm
    by_action = ("is_open",)
    list_display = ("name", "is_open")

    def change(self, row: Room, form: RoomForm, once: Once) -> None:
        if "is_open" not in form.changed_data:
            return
        if form.cleaned_data["is_open"]:
            changes.open_room(row.pk, key=once["key"], at=once["at"])
        else:
            changes.close_room(row.pk, **once)

    def begin(self, row: Room) -> None:
        row.resource = Resource.objects.create(kind=ResourceKind.ROOM)

    def written(self, row: Room) -> None:
        """What a room is good for is a part of what can be offered: see `rosters`."""
        claims.touch([row.pk])


@admin.register(TherapistTime)
class TherapistTimeAdmin(AsksFirst):
    """Who has a time of their own, by which clock, and who signs in as that therapist.

    The owner alone links an account: it opens a therapist's patients to whoever signs in with it.
    """

    form = TherapistTimeForm
    by_action = ("zone", "video")
    list_display = ("therapist", "zone", "account")
    list_select_related = ("therapist", "account")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = ("account",) if not may_run_the_entrance(request.user) else ()
        return fixed if obj is None else ("therapist", *fixed, "schedule", "hours")

    @admin.display(description="Hours")
    def hours(self, row: TherapistTime) -> str:
        address = f"{reverse('calendar:hours')}?therapist={row.pk}"
        return format_html('<a href="{}">See and change the hours</a>', address)

    def change(self, row: TherapistTime, form: TherapistTimeForm, once: Once) -> None:
        if "zone" in form.changed_data:
            changes.change_schedule(row.pk, {}, zone=form.cleaned_data["zone"], **once)
        if "video" in form.changed_data:
            key = f"{once['key']}:video"
            changes.change_video(row.pk, form.cleaned_data["video"], key=key, at=once["at"])

    def begin(self, row: TherapistTime) -> None:
        row.resource = Resource.objects.create(kind=ResourceKind.THERAPIST)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
