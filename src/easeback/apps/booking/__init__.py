"""The practice's time: hours, claims, visits, courses (a patient, a therapist, their visits)."""
