"""What people keep for themselves: plans and a diary."""
