"""Keeping something here without a name: whose it is, on which device, and how it ends."""
