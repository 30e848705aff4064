"""A diary of 5,000 entries: CPU of its page, bytes of its chart, and of writing one entry beside a
bare view that writes an equal row."""

import argparse
import re
import time
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median
from uuid import UUID, uuid4

from benchmarks.in_process import django_ready

django_ready()

from django.conf import settings  # noqa: E402  Django must be set up before.
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import redirect  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import path as url  # noqa: E402
from django.views.decorators.csrf import csrf_exempt  # noqa: E402

from easeback.apps.accounts.devices import open_account  # noqa: E402
from easeback.apps.booking.facts import Snapshot  # noqa: E402
from easeback.apps.selfcare.actions import keep_plan  # noqa: E402
from easeback.apps.selfcare.models import DiaryLine  # noqa: E402
from easeback.config import urls  # noqa: E402
from easeback.domain.vocabulary import Language  # noqa: E402

ENTRIES = 5_000
HOURS_BETWEEN = 3
ZONE = "America/Chicago"
FROM_US = {"host": "localhost", "origin": "http://localhost"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    options = parser.parse_args()
    now = datetime.now(UTC)
    opened = open_account(opened_by=uuid4(), language=Language.ENGLISH, zone=ZONE, at=now)
    plan = {"position": "rest-90-90", "first": "cat-cow", "heat": ["heat-pad"]}
    kept = Snapshot({"pain-now": 5}, "self_care", (), plan, "f" * 64)
    keep_plan(opened.account, kept, key=uuid4(), at=now)
    client = Client(headers=FROM_US)
    client.cookies[settings.KEEP_COOKIE] = opened.key
    print(f"{'':<34} {'median ms CPU':>14} {'least':>7} {'bytes':>8} {'chart':>7}")
    for count in (0, 50, ENTRIES):
        write_entries(opened.account, count, now)
        for span in (30, 180, 731):
            path = f"/my/?span={span}"
            page = client.get(path).content.decode()
            drawn = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
            chart = max(map(len, drawn), default=0)
            cost = [_once(client, path) for _ in range(options.rounds)]
            name = f"page, {count} entries, {span} days"
            print(f"{name:<34} {median(cost):>14.1f} {min(cost):>7.1f} {len(page):>8} {chart:>7}")
    _beside(client, opened.account, 5 * options.rounds)


def _beside(client: Client, account: UUID, rounds: int) -> None:
    """Writing one entry: ours and bare, by turns, so that both have the same weather."""

    @csrf_exempt
    def bare(request: HttpRequest) -> HttpResponse:
        now, key = datetime.now(UTC), uuid4()
        DiaryLine.objects.create(
            account_id=account,
            key=key,
            entry=key,
            version=1,
            at=now,
            zone=ZONE,
            pain=int(request.POST["pain"]),
            source="written",
            written_at=now,
        )
        return redirect("/")

    urls.urlpatterns.append(url("bare", bare))
    ours: list[float] = []
    plain: list[float] = []
    for _ in range(rounds):
        sent = {"pain": "4", "key": str(uuid4()), "zone": ZONE}
        ours.append(_once(client, "/my/write", sent))
        plain.append(_once(client, "/bare", sent))
    print(f"\n{'writing one entry':<34} {median(ours):>14.2f} {min(ours):>7.2f}")
    print(f"{'a bare view that writes one row':<34} {median(plain):>14.2f} {min(plain):>7.2f}")
    print(f"ratio of the medians: {median(ours) / median(plain):.2f}")


def _once(client: Client, path: str, sent: dict[str, str] | None = None) -> float:
    """CPU of one request, in milliseconds."""
    began = time.process_time()
    answer = client.get(path) if sent is None else client.post(path, sent)
    spent = 1000 * (time.process_time() - began)
    if answer.status_code >= 400:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return spent


def write_entries(account: UUID, count: int, now: datetime) -> None:
    """So many in place of all others, one every few hours."""
    chance = Random(count)
    DiaryLine.objects.all().delete()
    rows = []
    for number in range(count):
        key, at = uuid4(), now - timedelta(hours=HOURS_BETWEEN * number)
        rows.append(
            DiaryLine(
                account_id=account,
                key=key,
                entry=key,
                version=1,
                at=at,
                zone=ZONE,
                pain=chance.randint(1, 8),
                flare=chance.choice([None, None, True, False]),
                remedies=chance.choice([[], [], ["heat"], ["cat-cow"], ["heat", "short-walk"]]),
                source="written",
                written_at=at,
            )
        )
    DiaryLine.objects.bulk_create(rows, batch_size=500)


if __name__ == "__main__":
    main()
