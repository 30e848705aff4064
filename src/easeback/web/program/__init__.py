"""Exercises as they are seen and played: drawings, routines, the player; the chart of a diary."""
