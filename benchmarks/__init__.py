"""Measurements: each module runs alone (`python -m benchmarks.<name>`) and prints its own table."""
