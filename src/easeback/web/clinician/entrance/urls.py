"""The addresses of the staff's entrance."""

from django.urls import path

from easeback.web.clinician.entrance import staying, views, yours

app_name = "entrance"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/challenge/", views.challenge, name="challenge"),
    path("sign-in/code/", views.code, name="code"),
    path("sign-in/again/", views.again, name="again"),
    path("sign-in/stay/", staying.stay, name="stay"),
    path("sign-in/out/", views.sign_out, name="sign-out"),
    path("sign-in/yours/", yours.yours, name="yours"),
    path("sign-in/yours/passkey/", yours.passkey, name="passkey"),
    path("sign-in/yours/passkey/challenge/", yours.passkey_challenge, name="passkey-challenge"),
    path("sign-in/yours/app/", yours.app, name="app"),
    path("sign-in/yours/codes/", yours.codes, name="codes"),
    path("sign-in/yours/codes/new/", yours.new_codes, name="new-codes"),
    path("sign-in/yours/remove/", yours.remove, name="remove"),
    # Last: a token is none of the words above, for it has a colon in it.
    path("sign-in/<str:token>/", views.link, name="link"),
]
