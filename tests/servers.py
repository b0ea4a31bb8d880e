"""What the servers that tests start have in common."""


class NotInstallableError(Exception):
    """The server cannot be installed on this machine."""
