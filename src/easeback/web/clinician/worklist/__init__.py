"""The working list: today's visits, and the people who need something of their therapist."""
