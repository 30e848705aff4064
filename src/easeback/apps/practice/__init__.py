"""The practice: how to reach it, who works there, what its clinical lead has approved."""
