"""Other programs: their calendars come in here."""

from easeback.interop.busy import CalendarRefused, busy_spans
from easeback.interop.fetching import Fetched, NotFetched, fetch

__all__ = ["CalendarRefused", "Fetched", "NotFetched", "busy_spans", "fetch"]
