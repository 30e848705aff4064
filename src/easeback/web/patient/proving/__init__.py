"""Whether a browser has shown to be a patient's: by having booked, or by a code from their mail."""
