"""The one task of the queue: a round of due work. To be imported once Django is set up.

A task carries no work of its own. The queue gives a round to one worker, and never again if that
one is killed: the work is in the tables of whoever is due, and the next round does it.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from easeback.ops.due import all_due, run_due

KEPT = timedelta(days=1)
PATH = f"{__name__}.tick"


@task()
def tick() -> list[str]:
    """Does whatever is due now; the names of what failed."""
    return list(run_due(all_due(), at=timezone.now()))


def ask_for_tick() -> None:
    """Puts a round into the queue, unless one waits there already."""
    waiting = DBTaskResult.objects.filter(task_path=PATH, status=TaskResultStatus.READY)
    if not waiting.exists():
        tick.enqueue()


def forget_ticks(*, at: datetime) -> int:
    """Deletes rounds that are over, those of killed workers too; the number of them."""
    old = DBTaskResult.objects.filter(task_path=PATH, enqueued_at__lt=at - KEPT)
    return old.delete()[0]
