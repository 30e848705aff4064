"""The outbox and the staff's tasks in the admin: to read, and to say that a task is done."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from easeback.apps.notifications import actions
from easeback.apps.notifications.channels import open_channel
from easeback.apps.notifications.facts import Way
from easeback.apps.notifications.models import Attempt, Ending, OutboxMessage, StaffTask
from easeback.apps.notifications.permissions import may_finish_tasks
from easeback.apps.notifications.texting import missing


class ToRead:
    """Rows that nobody adds, changes, or deletes by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AttemptsToRead(ToRead, admin.TabularInline[Attempt, OutboxMessage]):
    model = Attempt
    fields = readonly_fields = ("number", "channel", "begun_at", "what_came")

    @admin.display(description="outcome")
    def what_came(self, attempt: Attempt) -> str:
        outcome = getattr(attempt, "outcome", None)
        return f"{outcome.what} {outcome.reason}" if outcome else "not known"


class Undelivered(SimpleListFilter):
    """What did not arrive, or has not yet."""

    title = "delivery"
    parameter_name = "delivery"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Not delivered yet"), *Ending.Why.choices]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[OutboxMessage]
    ) -> QuerySet[OutboxMessage]:
        if self.value() == "waiting":
            return queryset.filter(ending__isnull=True, due_at__lte=timezone.now())
        return queryset.filter(ending__why=self.value()) if self.value() else queryset


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ToRead, ModelAdmin[OutboxMessage]):
    """Every message, with what became of it."""

    list_display = ("kind", "about", "recipient", "due_at", "state")
    list_filter = (Undelivered, "way", "kind")
    list_select_related = ("ending",)
    ordering = ("-due_at",)
    inlines = (AttemptsToRead,)

    @admin.display(description="delivery")
    def state(self, message: OutboxMessage) -> str:
        ending = getattr(message, "ending", None)
        if ending:
            return str(ending.why)
        return "waiting" if message.due_at <= timezone.now() else "not due yet"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        if open_channel(Way.MAIL) is None:
            text = "No mail is sent: EASEBACK_MAIL names no mail server, or no practice is set up."
            messages.warning(request, text)
        if text := missing():
            messages.warning(request, text)
        return super().changelist_view(request, extra_context)


class Doneness(SimpleListFilter):
    """The open tasks, unless others are asked for."""

    title = "done"
    parameter_name = "done"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("done", "Done"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        unset, *others = super().choices(changelist)
        yield {**unset, "display": "Open"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[StaffTask]) -> QuerySet[StaffTask]:
        match self.value():
            case "done":
                return queryset.filter(done__isnull=False)
            case "all":
                return queryset
        return queryset.filter(done__isnull=True)


@admin.register(StaffTask)
class StaffTaskAdmin(ToRead, ModelAdmin[StaffTask]):
    """What a person must see to; the open ones first seen."""

    list_display = ("words", "about", "made_at", "done_by")
    list_filter = (Doneness, "kind")
    list_select_related = ("done__done_by",)
    actions = ("mark_done",)

    @admin.display(description="done by")
    def done_by(self, task: StaffTask) -> str:
        done = getattr(task, "done", None)
        if done is None:
            return "open"
        return f"{done.done_by or 'fell away'}, {done.done_at:%Y-%m-%d %H:%M} UTC"

    def has_finish_permission(self, request: HttpRequest) -> bool:
        return may_finish_tasks(request.user)

    @admin.action(description="Mark as done", permissions=["finish"])
    def mark_done(self, request: HttpRequest, tasks: QuerySet[StaffTask]) -> None:
        if not may_finish_tasks(request.user):
            raise PermissionDenied
        at, by = timezone.now(), request.user.pk
        first = [actions.finish_task(id, by=by, at=at) for id in tasks.values_list("pk", flat=True)]
        self.message_user(request, f"Marked as done: {sum(first)}.")
