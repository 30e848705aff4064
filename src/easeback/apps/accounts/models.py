"""The tables of people who sign in, and of those who keep something here without a name.

The passkeys and codes of the former lie in the tables of allauth.mfa.
"""

from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.db import models

from easeback.apps.accounts.codes import TypedCode
from easeback.apps.accounts.sealing import SealedTextField


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


class Account(models.Model):
    """Somebody who keeps something here. Nameless: it is whoever holds one of its keys.

    `opened_by` names the page it was opened from, so that a double click opens one. `called`: what
    they want to be called on this device, if several people use it. `seen_at`: when somebody last
    came with a key to it, give or take a month.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    opened_by = models.UUIDField(unique=True)
    language = models.CharField(max_length=5)
    zone = models.CharField(max_length=64)
    called = SealedTextField(blank=True)
    phrase_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)


class DeviceKey(models.Model):
    """What one device shows to be let in; only a hash of it is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    renewed_at = models.DateTimeField()


class AccountEmail(models.Model):
    """An address that whoever holds the account has shown to read. It opens this account alone."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="email")
    address = models.EmailField(unique=True)
    proven_at = models.DateTimeField()


class EmailCode(TypedCode):
    """A code was made for whoever reads this address; only hashes of it and of the browser's mark.

    `account`: whose address it becomes; none: it opens the account whose address it is. With
    neither, it was made for nobody, and nobody was told it.
    """

    browser_hash = models.CharField(max_length=64, unique=True)
    address = models.EmailField(db_index=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")


class Passkey(models.Model):
    """A device's own proof that opens an account. `held`: its id and public key, for fido2."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    id_hash = models.CharField(max_length=64, unique=True)
    held = models.BinaryField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class UsedChallenge(models.Model):
    """A challenge was answered: of two answers to it, the database takes the first."""

    challenge_hash = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField()
