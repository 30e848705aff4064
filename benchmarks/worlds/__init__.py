"""Fixed worlds of the simulations: stated numbers in YAML, events from a seed, written first."""
