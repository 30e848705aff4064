"""Asked again: three questions and the safety list, from a link that reveals nothing."""
