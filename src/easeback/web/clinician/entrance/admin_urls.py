"""The admin's own addresses for signing in and out, which lead here."""

from django.urls import path

from easeback.web.clinician.entrance import views, yours

app_name = "admin_entrance"
urlpatterns = [
    path("login/", views.from_the_admin, name="login"),
    path("logout/", views.sign_out, name="logout"),
    path("password_change/", yours.yours, name="password-change"),
    path("password_change/done/", yours.yours, name="password-changed"),
]
