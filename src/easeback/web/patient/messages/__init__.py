"""Messages for patients: what they write to their therapist between visits, and what comes back."""
