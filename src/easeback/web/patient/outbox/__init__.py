"""The demonstration's mail, on a page. A real practice has no such page."""
