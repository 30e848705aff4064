"""Notifications: mail that waits to be sent, how it is sent, and what staff must do by hand."""
