"""The home program for staff: written from a template or the library, published, and printed."""
