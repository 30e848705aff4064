"""Who must show a second proof on the way in, in the shape that allauth asks for."""

from allauth.account.stages import LoginStage
from allauth.mfa.webauthn.internal.flows import did_use_passwordless_login
from django.http import HttpResponse
from django.shortcuts import redirect

from easeback.apps.accounts.queries import factors_of


class SecondProof(LoginStage):  # type: ignore[misc]  # allauth has no types
    """After a link: whoever has a passkey or an app shows it.

    A passkey is two proofs at once (the device, and its owner's face, finger or PIN). A link that
    the machine itself printed needs none: it is the way back in when everything is lost.
    """

    key = "second_proof"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if self.login.state.get("printed") or did_use_passwordless_login(self.request, user):
            return None, True
        if user is None or not factors_of(user.pk).any:
            return None, True
        return redirect("entrance:code"), True
