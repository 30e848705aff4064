"""Why a calendar of somebody else is not taken. The words hold nothing that stands in it."""


class CalendarRefused(Exception):
    """The file is broken, too big, or too much work. What was read of it before should stand."""
