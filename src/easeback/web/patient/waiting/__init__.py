"""Waiting for an earlier visit: the form, the place on the list, and the page of an offer."""
