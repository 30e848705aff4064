"""The design system: components and tokens; knows nothing of backs."""
