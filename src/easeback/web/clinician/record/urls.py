"""The addresses of the record."""

from django.urls import path

from easeback.web.clinician.record import documents, handing, patient, writing

app_name = "record"
urlpatterns = [
    path("patients/", patient.patients, name="patients"),
    path("patients/<str:course>/", patient.patient, name="patient"),
    path("patients/<str:course>/open/", handing.open_record, name="open"),
    path("patients/<str:course>/transfer/", handing.transfer, name="transfer"),
    path("visits/<str:visit>/write/<str:kind>/", writing.write, name="write"),
    path("visits/<str:visit>/write/<str:kind>/save/", writing.save, name="save"),
    path("documents/<str:document>/", documents.document, name="document"),
]
