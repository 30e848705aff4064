"""Booking a visit: open slots, a held one, its details, and the visit's own page."""
