"""Tags of the relief pages."""
