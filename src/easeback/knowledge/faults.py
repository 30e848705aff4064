"""What is wrong in the knowledge files, said so that its author can mend it."""


class KnowledgeFault(ValueError):
    """Names the file, the entry and the field, and what is wrong there."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what
