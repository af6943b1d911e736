"""The one kind of error a person is told about."""


class Trouble(Exception):
    """Something could not be done. The message is one plain sentence with what to do next."""
