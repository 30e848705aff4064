"""The diary: pain in two taps, what was done for it, and what it tells."""
