"""Messages for staff: what a patient wrote, and the answer of their therapist."""
