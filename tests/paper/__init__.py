"""Documents: what is printed, and files for calendars."""
