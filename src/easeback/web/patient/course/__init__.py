"""The visits that follow: a whole course planned from a visit, and booked with one button."""
