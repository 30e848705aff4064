"""How staff come in with a sign-in link."""
