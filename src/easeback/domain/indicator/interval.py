"""How sure a share or a rate is: intervals that hold the true one with a chance of 95 percent."""

import math
from collections.abc import Callable

Z = 1.959963984540054
"""Standard deviations on either side of a normal distribution that hold 95 percent of it."""
TAIL = 0.025


def wilson(reached: int, counted: int) -> tuple[float, float]:
    """Wilson's score interval of a share, within 0 and 1. `counted` is at least 1."""
    share, square = reached / counted, Z * Z
    middle = share + square / (2 * counted)
    reach = Z * math.sqrt(share * (1 - share) / counted + square / (4 * counted * counted))
    whole = 1 + square / counted
    # At the ends the sum is exact on paper only.
    low = 0.0 if reached == 0 else max(0.0, (middle - reach) / whole)
    high = 1.0 if reached == counted else min(1.0, (middle + reach) / whole)
    return low, high


def poisson(events: int) -> tuple[float, float]:
    """The exact interval of how many events were to be expected where so many were seen."""
    low = 0.0 if events == 0 else _mean(lambda mean: 1 - _at_most(events - 1, mean) > TAIL, events)
    high = _mean(lambda mean: _at_most(events, mean) < TAIL, events)
    return low, high


def _mean(is_over: Callable[[float], bool], events: int) -> float:
    """Where it begins to hold, of what holds from some mean on."""
    low, high = 0.0, 2.0 * events + 10.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if is_over(middle) else (middle, high)
    return (low + high) / 2


def _at_most(events: int, mean: float) -> float:
    """The chance of so many events, or fewer."""
    if mean == 0:
        return 1.0
    logs = (n * math.log(mean) - mean - math.lgamma(n + 1) for n in range(events + 1))
    return min(1.0, math.fsum(map(math.exp, logs)))
