"""Other programs: their calendars come in."""
