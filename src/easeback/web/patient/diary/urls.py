"""The addresses of the diary."""

from django.urls import path

from easeback.web.patient.diary import done, paper, share, unsent, views

app_name = "diary"
urlpatterns = [
    path("my/", views.diary, name="diary"),
    path("my/report.pdf", paper.report, name="report"),
    path("my/share", share.shares, name="shares"),
    path("my/share/stop", share.stop, name="stop_sharing"),
    path("my/share/<str:token>", share.share, name="share"),
    path("my/queue", unsent.queue, name="queue"),
    path("diary/unsent", unsent.unsent, name="unsent"),
    path("my/done", done.done, name="done"),
    path("my/write", views.write, name="write"),
    path("my/entry/<uuid:entry>", views.entry, name="entry"),
    path("my/entry/<uuid:entry>/out", views.take_out, name="take_out"),
]
