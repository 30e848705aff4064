"""Exercises as they are seen and played: drawings, routines, and the player of both."""
