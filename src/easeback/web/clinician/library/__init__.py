"""The exercise library for staff: what each asks of a body, what it rests on, and how it plays."""
