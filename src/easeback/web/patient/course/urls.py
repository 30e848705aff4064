"""The addresses of a course; each begins with the token of one of its visits."""

from django.urls import path

from easeback.web.patient.course import views

app_name = "course"
urlpatterns = [
    path("visit/<str:token>/course", views.course, name="course"),
    path("visit/<str:token>/course/book", views.book, name="book"),
    path("visit/<str:token>/visits", views.visits, name="visits"),
]
