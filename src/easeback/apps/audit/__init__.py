"""Who did or read what, and when: a chain of rows that shows whether one was changed."""
