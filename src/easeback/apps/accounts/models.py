"""The tables of people who sign in. Their passkeys and codes lie in the tables of allauth.mfa."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in. Our own table from the first migration: it cannot be swapped later."""


class SignInLink(models.Model):
    """A link that signs one person in once; only a hash of its token is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Printed on the machine itself: whoever reads it there could read the database as well.
    printed = models.BooleanField(default=False)


class SignInLinkUse(models.Model):
    """A link was used. One row a link: the database decides which of two uses came first."""

    link = models.OneToOneField(SignInLink, on_delete=models.CASCADE, related_name="use")
    used_at = models.DateTimeField()
