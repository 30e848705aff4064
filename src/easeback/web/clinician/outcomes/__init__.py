"""Practice outcomes for the lead and the owner: counts, never a name, on a page and as a table."""
