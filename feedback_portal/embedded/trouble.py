"""What went wrong, said to the person who started the portal."""


class StartError(Exception):
    """A sentence that says what is the matter and what to do about it."""


class AlreadyRuns(StartError):
    """Somebody started it from this folder before."""
