"""django-appointment in a minimal project: lists slots, answers its page's request, is raced for.

Reads a question as JSON from its input and prints the answer as JSON. Runs in the environment of
the peers; the database lies in the folder of the question and is filled once. Its own log is off.
"""

import json
import logging
import os
import sys
import threading
import time
from contextlib import redirect_stdout
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import django

from benchmarks.peers.counting import queries


def fill(question: dict[str, Any]) -> None:
    """A service, the staff with their hours, and an appointment for every taken start."""
    from appointment.models import Appointment, AppointmentRequest, Service, WorkingHours
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    length = timedelta(minutes=question["minutes"])
    service = Service.objects.create(name="Visit", duration=length, price=0)
    client = get_user_model().objects.create_user("client", "client@example.com")
    for number, busy in enumerate(question["busy"]):
        staff = _staff(number, service, question["minutes"])
        WorkingHours.objects.bulk_create(
            WorkingHours(
                staff_member=staff,
                day_of_week=weekday,
                start_time=question["opens"],
                end_time=question["closes"],
            )
            for weekday in range(1, 6)
        )
        requests = []
        for wall in busy:
            starts = datetime.fromisoformat(wall)
            requests.append(
                AppointmentRequest(
                    date=starts.date(),
                    start_time=starts.time(),
                    end_time=(starts + length).time(),
                    service=service,
                    staff_member=staff,
                    id_request=f"{number} {wall}",
                )
            )
        made = AppointmentRequest.objects.bulk_create(requests)
        Appointment.objects.bulk_create(
            Appointment(client=client, appointment_request=one, id_request=one.id_request)
            for one in made
        )


def _staff(number: int, service: Any, minutes: int) -> Any:
    from appointment.models import StaffMember
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_user(f"staff{number:03}", first_name=f"S{number:03}")
    staff = StaffMember.objects.create(user=user, slot_duration=minutes)
    staff.services_offered.add(service)
    return staff


def listing(question: dict[str, Any]) -> dict[str, Any]:
    """Every therapist's slots on every day, by the function that its pages call for one of each."""
    from appointment.models import Service, StaffMember
    from appointment.services import get_available_slots_for_staff
    from appointment.utils.db_helpers import get_weekday_num_from_date

    service = Service.objects.get()
    staff = list(StaffMember.objects.select_related("user").order_by("user__username"))
    days = [date.fromisoformat(day) for day in question["days"]]
    found = []
    with queries() as made:
        begun = time.process_time()
        for number, one in enumerate(staff):
            for day in days:
                weekday = get_weekday_num_from_date(day)
                slots = get_available_slots_for_staff(day, one, weekday, service)
                found += [(number, slot) for slot in slots]
        spent = time.process_time() - begun
    starts = [f"{number} {slot:%Y-%m-%dT%H:%M}" for number, slot in found]
    return {"milliseconds": 1000 * spent, "queries": len(made), "starts": starts}


def day_requests(question: dict[str, Any]) -> dict[str, Any]:
    """Its page's request for one therapist and one day, through the whole of Django."""
    from appointment.models import Service, StaffMember
    from django.test import Client

    service = Service.objects.get()
    staff = list(StaffMember.objects.order_by("user__username"))
    browser = Client(headers={"X-Requested-With": "XMLHttpRequest"})
    days = [day for day in question["days"] if date.fromisoformat(day).weekday() < 5]
    spent, counts = [], []
    for number in range(question["requests"]):
        asked = {
            "selected_date": days[number % len(days)],
            "staff_member": staff[number % len(staff)].pk,
            "service_id": service.pk,
        }
        with queries() as made:
            begun = time.process_time()
            answer = browser.get("/appointment/ajax/available_slots/", asked)
            spent.append(1000 * (time.process_time() - begun))
        if answer.status_code != 200:
            raise RuntimeError(f"the peer answered {answer.status_code}")
        counts.append(len(made))
    return {"milliseconds": spent, "queries": max(counts), "therapists": 1}


def race(question: dict[str, Any]) -> dict[str, Any]:
    """People, each signed in and at the last step, who send it for the same start at once."""
    from appointment.models import Appointment, Service, StaffMember

    therapist, wall = question["slot"].split()
    starts = datetime.fromisoformat(wall)
    staff = StaffMember.objects.order_by("user__username")[int(therapist)]
    chosen = {
        "date": starts.date().isoformat(),
        "start_time": f"{starts:%H:%M}",
        "end_time": f"{starts + timedelta(minutes=question['minutes']):%H:%M}",
        "service": Service.objects.get().pk,
        "staff_member": staff.pk,
    }
    ready = [_at_last_step(number, chosen) for number in range(question["people"])]
    gate = threading.Barrier(len(ready))
    answers: list[int] = []
    threads = [threading.Thread(target=_send, args=(*one, gate, answers)) for one in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = Appointment.objects.filter(
        appointment_request__staff_member=staff,
        appointment_request__date=starts.date(),
        appointment_request__start_time=starts.time(),
    ).count()
    return {"kept": kept, "told": answers.count(302), "answered": len(answers)}


def _at_last_step(number: int, chosen: dict[str, Any]) -> tuple[Any, str]:
    from django.contrib.auth import get_user_model
    from django.test import Client

    name = f"racer{time.time_ns()}-{number}"
    browser = Client()
    browser.force_login(get_user_model().objects.create_user(name, f"{name}@example.com"))
    return browser, browser.post("/appointment/request-submit/", chosen).headers["Location"]


def _send(browser: Any, where: str, gate: threading.Barrier, answers: list[int]) -> None:
    from django.db import connection

    told = {"name": "Pat Racer", "phone_0": "US", "phone_1": "2025550123", "payment_type": "full"}
    gate.wait()
    try:
        answers.append(browser.post(where, told).status_code)
    finally:
        connection.close()


def answer(question: dict[str, Any]) -> dict[str, Any]:
    folder = Path(question["folder"])
    is_new = not (folder / "appointments.sqlite3").exists()
    os.environ["PEER_FOLDER"], os.environ["PEER_ZONE"] = str(folder), question["zone"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.peers.appointment_settings"
    django.setup()
    logging.disable(logging.CRITICAL)
    if is_new:
        fill(question)
    ask = {"list": listing, "request": day_requests, "race": race}[question["ask"]]
    return ask(question)


if __name__ == "__main__":
    # It logs to the standard output even when told not to be heard.
    with redirect_stdout(sys.stderr):
        answered = answer(json.load(sys.stdin))
    json.dump(answered, sys.stdout)
