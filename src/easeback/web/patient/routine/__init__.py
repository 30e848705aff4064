"""Doing it together: the first routine and the heat timer, from the answers of the journey."""
