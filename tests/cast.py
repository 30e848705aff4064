"""The people in the tests.

clara   therapist and clinical lead: may approve knowledge
dan     therapist: works in the admin, may not approve
eve     signed in, and a stranger to the practice
"""

from django.contrib.auth.models import Permission

from easeback.apps.accounts.models import User


def clara() -> User:
    user = User.objects.create_user("clara", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__endswith="_clinicalapproval"))
    return user


def dan() -> User:
    return User.objects.create_user("dan", is_staff=True)


def eve() -> User:
    return User.objects.create_user("eve")
