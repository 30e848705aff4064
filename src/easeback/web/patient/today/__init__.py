"""Today's program: what a therapist asks between two visits, done together, and how it went."""
