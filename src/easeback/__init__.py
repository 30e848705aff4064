"""Easeback: safe, personal relief for a back that has just gone, and the way to a therapist."""
