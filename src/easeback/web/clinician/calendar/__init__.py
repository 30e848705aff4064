"""The staff's calendar: a therapist's day and week, their hours, and what a change would break."""
