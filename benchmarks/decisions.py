"""Assessment and plan for complete answers: how many a second on one core, median and p99."""

import gc
import time
from statistics import median, quantiles

from benchmarks.people import Population
from easeback.knowledge import knowledge

PEOPLE = 4000
ROUNDS = 5


def main() -> None:
    known = knowledge()
    people = [person.answers for person in Population(known.bank).draw(PEOPLE)]
    assess, plan = known.triage.assess, known.planner.plan
    for answers in people[:500]:
        plan(assess(answers), answers)
    seconds: list[float] = []
    rates: list[float] = []
    gc.collect()
    for _ in range(ROUNDS):
        begun = time.process_time()
        for answers in people:
            start = time.thread_time_ns()
            plan(assess(answers), answers)
            seconds.append((time.thread_time_ns() - start) / 1e9)
        rates.append(len(people) / (time.process_time() - begun))
    spread = quantiles(seconds, n=100)
    print("Assessment + plan, complete answers of the population, CPU of one core")
    print(f"  people x rounds   {PEOPLE} x {ROUNDS}")
    print(
        f"  per second        {median(rates):,.0f} (min {min(rates):,.0f}, max {max(rates):,.0f})"
    )
    print(f"  median            {1000 * median(seconds):.3f} ms")
    print(f"  p99               {1000 * spread[98]:.3f} ms")


if __name__ == "__main__":
    main()
