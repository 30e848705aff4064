"""The addresses of the working list."""

from django.urls import path

from easeback.web.clinician.worklist import attending, home, worklist

app_name = "worklist"
urlpatterns = [
    path("", home.home, name="home"),
    path("today/", worklist.worklist, name="worklist"),
    path("patients/<str:course>/attend/", attending.attend, name="attend"),
]
