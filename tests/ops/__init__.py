"""Commands, as a terminal meets them."""
