"""The voice of the guided routines: every phrase rendered ahead of time. See README.md."""
