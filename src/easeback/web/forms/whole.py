"""A whole number, as somebody has typed or sent it."""


def whole_in(text: str, *, digits: int) -> int | None:
    """The number that a text of at most so many digits writes; None where it writes no such one.

    Python calls "²" a digit and cannot read it, nor a number of five thousand digits.
    """
    if text.isascii() and text.isdigit() and len(text) <= digits:
        return int(text)
    return None
