"""The journey from "my back hurts now" to a plan."""
