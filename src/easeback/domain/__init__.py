"""Floor 1: pure decisions. No Django, no files, no clock, no chance."""
