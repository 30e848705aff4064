"""The addresses of keeping: the door is open to all, what lies behind it is somebody's own."""

from django.urls import path

from easeback.web.patient.keeping import passkeys, signing, views, yours

app_name = "keeping"
urlpatterns = [
    path("keep", views.door, name="door"),
    path("keep/open", views.start, name="start"),
    path("keep/phrase", views.join, name="join"),
    path("keep/email", signing.ask, name="ask_code"),
    path("keep/code", signing.code, name="code"),
    path("keep/passkey", passkeys.show, name="show"),
    path("keep/passkey/challenge", passkeys.challenge, name="challenge"),
    path("my/keeping/email", signing.add, name="email"),
    path("my/keeping/email/away", signing.take_away, name="email_away"),
    path("my/keeping/passkey", passkeys.passkey, name="passkey"),
    path("my/keeping/passkey/challenge", passkeys.creation, name="creation"),
    path("my/keeping/passkey/away", passkeys.take_away, name="passkey_away"),
    path("my/keeping", yours.yours, name="yours"),
    path("my/keeping/name", yours.call, name="call"),
    path("my/keeping/phrase", yours.phrase, name="phrase"),
    path("my/keeping/switch", yours.switch, name="switch"),
    path("my/keeping/leave", yours.leave, name="leave"),
    path("my/keeping/erase", yours.erase, name="erase"),
    path("my/keeping/diary.json", yours.as_json, name="json"),
    path("my/keeping/diary.csv", yours.as_csv, name="csv"),
]
