"""The working list of one therapist: CPU and queries with all of their courses of two years, most
of them long over, of the same invented town as `outcomes_page`."""

import argparse

import time_machine

from benchmarks.in_process import django_ready

django_ready()

from django.test import Client  # noqa: E402  Django must be set up before.
from django.test.utils import override_settings  # noqa: E402

from benchmarks.outcomes_page import NOW, Town, measured  # noqa: E402
from easeback.apps.booking import timetables  # noqa: E402
from easeback.apps.booking.models import TherapistTime  # noqa: E402
from tests import cast  # noqa: E402
from tests.apps.booking.world import open_world, therapist  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    with override_settings(ALLOWED_HOSTS=["testserver"]), time_machine.travel(NOW):
        open_world()
        client, account = Client(), cast.dan()
        cast.signed_in(client, account)
        TherapistTime.objects.filter(pk=therapist("Ann")).update(account=account)
        town = Town(account.pk)
        print(f"{'working list':<28} {'median ms CPU':>14} {'least':>7} {'queries':>8}")
        for courses in (60, 600, 1_400):
            town.grows(courses)
            own = len(timetables.courses_of(therapist("Ann")))
            measured(client, f"{own} courses", "/staff/today/", options.rounds)


if __name__ == "__main__":
    main()
