"""A diary as both sites show it: in words, as a chart, and on paper."""
