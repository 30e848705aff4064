"""The roles that a practice gives its people: groups with the rights that go with them.

A therapist needs none: they are staff, and what is theirs follows from their own time. The owner
is whoever may do everything in the admin, and reads no record by that.
"""

from typing import Any

from django.contrib.auth.models import Group, Permission

LEAD, FRONT_DESK = "Clinical lead", "Front desk"
RIGHTS = {
    LEAD: (
        "care.open_any_record",
        "practice.add_clinicalapproval",
        "booking.view_visit",
        "booking.change_visit",
        "booking.change_therapisttime",
        "notifications.view_stafftask",
        "notifications.add_stafftaskdone",
    ),
    FRONT_DESK: (
        "booking.view_visit",
        "booking.change_visit",
        "notifications.view_stafftask",
        "notifications.add_stafftaskdone",
    ),
}


def after_migrating(**_: Any) -> None:
    open_roles()


def open_roles() -> None:
    """Makes the groups that are not there yet; what a practice has changed in one stays."""
    known = Group.objects.filter(name__in=RIGHTS).values_list("name", flat=True)
    for name in sorted(set(RIGHTS) - set(known)):
        group = Group.objects.create(name=name)
        for right in RIGHTS[name]:
            app, codename = right.split(".")
            found = Permission.objects.filter(content_type__app_label=app, codename=codename)
            group.permissions.add(*found)
