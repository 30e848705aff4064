"""The pages of the practice's staff."""
