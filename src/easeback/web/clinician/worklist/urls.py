"""The addresses of the working list."""

from django.urls import path

from easeback.web.clinician.worklist import attending, worklist

app_name = "worklist"
urlpatterns = [
    path("today/", worklist.worklist, name="worklist"),
    path("patients/<str:course>/attend/", attending.attend, name="attend"),
]
