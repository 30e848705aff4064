"""Writes and reads, with a real database."""
