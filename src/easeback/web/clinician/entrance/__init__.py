"""How staff come in, and how they set up what they show there."""
