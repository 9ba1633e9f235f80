"""What can go wrong with the embedded server; raised before Django is set up, so the text carries its own parts."""


class PostgresError(Exception):
    """A Danish message with named parts; `msgid` is what a translation is looked up by."""

    def __init__(self, msgid: str, **parts: object) -> None:
        super().__init__(msgid % parts)
        self.msgid = msgid
        self.parts = parts


class PostgresMissingError(PostgresError):
    """There are no PostgreSQL programs to start a server with, or no account to run them under."""


class PostgresFailedError(PostgresError):
    """The embedded server cannot be started, or its data does not fit it."""
