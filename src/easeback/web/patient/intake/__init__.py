"""The intake: what somebody tells their therapist before the first visit, on their own phone."""
