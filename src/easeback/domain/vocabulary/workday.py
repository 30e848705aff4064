"""Working days: Monday to Friday. Of holidays nothing is known here."""

from datetime import date, timedelta

FIRST_OF_WEEKEND = 5


def working_day_after(day: date, number: int) -> date:
    """The working day that comes so many working days after this day; a day of a weekend is none,
    so from a Saturday the first is Monday."""
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < FIRST_OF_WEEKEND
    return day
