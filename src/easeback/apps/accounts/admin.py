"""People who sign in, as the owner sees them: links and resets, never a password."""

from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from easeback.apps.accounts import actions
from easeback.apps.accounts.models import User
from easeback.apps.accounts.permissions import may_run_the_entrance
from easeback.apps.accounts.presence import shown_lately
from easeback.apps.accounts.queries import factors_of

# allauth's own pages would show secrets, and addresses that nobody uses here.
admin.site.unregister([Authenticator, EmailAddress])


RIGHTS = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")


class NewPerson(forms.ModelForm[User]):
    """Somebody new, who gets a sign-in link and no password."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name")

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002  Django's signature
        self.instance.is_staff = True
        self.instance.set_unusable_password()
        return super().save(commit)


class Person(forms.ModelForm[User]):
    """Somebody who is here already."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", *RIGHTS)


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    """The owner makes links and resets; others with the right to do so may look.

    Rights take a proof that is minutes old, too: at a screen that the owner left open, anybody
    could make an owner of themselves.
    """

    # Nobody is deleted by a list: that page would ask for no proof.
    actions = None
    form = Person
    add_form = NewPerson
    fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email")}),
        ("Rights", {"fields": RIGHTS}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    add_fieldsets = ((None, {"fields": ("username", "first_name", "last_name")}),)
    change_form_template = "admin/accounts/user/person.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_run_the_entrance(request.user)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return may_run_the_entrance(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return may_run_the_entrance(request.user)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may = may_run_the_entrance(request.user)
        elsewhere = self._ask_owner(request) if may else None
        return elsewhere or super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._ask_owner(request) or super().delete_view(request, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        return [
            path("<int:pk>/link/", guard(self.link_view), name="accounts_user_link"),
            path("<int:pk>/reset/", guard(self.reset_view), name="accounts_user_reset"),
            # There is no password that could be set.
            *(each for each in super().get_urls() if each.name != "auth_user_password_change"),
        ]

    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Makes a link for a colleague at the press of a button, and shows it this once."""
        person = get_object_or_404(User, pk=pk)
        if (elsewhere := self._ask_owner(request)) is not None:
            return elsewhere
        values = {"able": person.is_active and person.is_staff, "factors": factors_of(pk)}
        if request.method == "POST" and values["able"]:
            token = actions.issue_sign_in_link(pk, at=timezone.now())
            values["link"] = request.build_absolute_uri(reverse("entrance:link", args=[token]))
            values["minutes"] = int(actions.HANDED_LIFETIME.total_seconds() // 60)
            self.log_change(request, person, "Made a sign-in link.")
        return self._page(request, person, "Sign-in link", "link", values)

    def reset_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forgets what a colleague shows at the entrance, at the press of a button."""
        person = get_object_or_404(User, pk=pk)
        if (elsewhere := self._ask_owner(request)) is not None:
            return elsewhere
        if person == request.user:
            return redirect("entrance:yours")
        if request.method == "POST":
            actions.reset_factors(pk)
            self.log_change(request, person, "Reset how they sign in.")
            messages.success(request, f"{person} was signed out. Now make a sign-in link for them.")
            return redirect("admin:accounts_user_link", pk)
        values = {"factors": factors_of(pk)}
        return self._page(request, person, "Reset how they sign in", "reset", values)

    def _ask_owner(self, request: HttpRequest) -> HttpResponse | None:
        """Nobody but the owner, who has shown a factor a few minutes ago."""
        if not may_run_the_entrance(request.user):
            raise PermissionDenied
        if shown_lately(request, at=timezone.now()):
            return None
        return redirect(f"{reverse('entrance:again')}?{urlencode({'next': request.path})}")

    def _page(
        self,
        request: HttpRequest,
        person: User,
        title: str,
        name: str,
        values: Mapping[str, object],
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"{title}: {person}",
            "opts": self.opts,
            "person": person,
            **values,
        }
        return never_cache(render)(request, f"admin/accounts/user/{name}.html", context)
