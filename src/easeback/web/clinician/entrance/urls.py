"""The addresses of the staff's entrance."""

from django.urls import path

from easeback.web.clinician.entrance import views

app_name = "entrance"
urlpatterns = [path("sign-in/<str:token>/", views.sign_in, name="sign-in")]
