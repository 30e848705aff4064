"""What happened: one room per subject, each with its tables, its writes and its reads."""
