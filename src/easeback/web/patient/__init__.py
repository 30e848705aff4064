"""The pages of people whose backs hurt."""
