"""The practice's settings, its therapists, and the clinical lead's word, in the admin."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone

from easeback.apps.practice import actions, queries
from easeback.apps.practice.forms import ApprovalForm, PracticeForm, TherapistForm
from easeback.apps.practice.models import ClinicalApproval, Practice, Therapist
from easeback.apps.practice.permissions import may_approve_knowledge


@admin.register(Practice)
class PracticeAdmin(admin.ModelAdmin[Practice]):
    """Settings: there is one practice, and it cannot be thrown away."""

    form = PracticeForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Practice.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Practice | None = None) -> bool:
        return False


@admin.register(Therapist)
class TherapistAdmin(admin.ModelAdmin[Therapist]):
    """The therapists' public faces."""

    form = TherapistForm
    list_display = ("name", "place", "is_shown")


@admin.register(ClinicalApproval)
class ClinicalApprovalAdmin(admin.ModelAdmin[ClinicalApproval]):
    """Every word a clinical lead gave; "add" is the page where the next one is given."""

    list_display = ("knowledge_version", "decision", "lead_name", "decided_at", "decided_by")

    def has_change_permission(
        self, request: HttpRequest, obj: ClinicalApproval | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: ClinicalApproval | None = None
    ) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        tables = self.admin_site.admin_view(self.tables_view)
        return [
            path("tables/<slug:name>/", tables, name="practice_clinicalapproval_tables"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Shows the version and its tables; a confirmed POST writes the lead's word down."""
        # Imported late: every command that opens a table loads the admin, few need the knowledge.
        from easeback.knowledge import knowledge  # noqa: PLC0415

        lead = request.user
        if not may_approve_knowledge(lead):
            raise PermissionDenied
        version = knowledge().version
        form = ApprovalForm(request.POST or None, initial={"read": version})
        if request.method == "POST" and form.is_valid() and write_down(lead, form, version):
            messages.success(request, f"Written down: {form.cleaned_data['decision']}.")
            return redirect("admin:practice_clinicalapproval_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": "Clinical approval",
            "opts": self.opts,
            "form": form,
            "version": version,
            "approval": queries.approval_of(version),
            "tables": tables(),
        }
        return render(request, "admin/practice/clinicalapproval/approve.html", context)

    def tables_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """One generated table, as the lead reads it before approving."""
        if not may_approve_knowledge(request.user):
            raise PermissionDenied
        table = settings.GENERATED_DOCS / f"{name}.md"
        if not table.is_file():
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": name,
            "opts": self.opts,
            "text": table.read_text(),
        }
        return render(request, "admin/practice/clinicalapproval/table.html", context)


def tables() -> list[str]:
    """The generated documents that this installation holds, by name."""
    return sorted(table.stem for table in settings.GENERATED_DOCS.glob("*.md"))


def write_down(lead: AbstractUser, form: ApprovalForm, version: str) -> bool:
    """Writes the lead's word down; False, with the reason in the form, where it cannot stand."""
    said = form.cleaned_data
    approves = said["decision"] == ClinicalApproval.Decision.APPROVED
    if not Practice.objects.exists():
        form.add_error(None, "Set the practice up first: an approval belongs to a practice.")
        return False
    if approves and not tables():
        form.add_error(None, "There are no tables here that anybody could have read.")
        return False
    signed = {"lead_name": said["lead_name"], "by": lead.pk, "at": timezone.now()}
    try:
        if approves:
            actions.approve_knowledge(read=said["read"], current=version, **signed)
        else:
            actions.withdraw_approval(version=version, **signed)
    except actions.VersionChanged:
        form.add_error(None, "The rules changed while this page was open. Read the new tables.")
        return False
    return True
