"""A therapist's calendars, for staff: the addresses of the feed, and calendars elsewhere."""
