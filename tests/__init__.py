"""What holds, written as sentences that could be false."""
