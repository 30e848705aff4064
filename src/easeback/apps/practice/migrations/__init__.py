"""The tables as they changed."""
