"""How talking to a portal ends badly; every message is for an editor to read."""


class PortalError(Exception):
    """The other side did not do what was asked; the message is for the editor to read.

    ``is_definite`` tells whether it is certain that nothing was done there.
    """

    is_definite = False


class UnreachablePortalError(PortalError):
    """Nobody there, or not able to serve anyone now: tried again for as long as it takes."""

    is_definite = True


class UncertainError(UnreachablePortalError):
    """The request went out whole and no answer came: it may have been carried out."""

    is_definite = False


class RefusedError(PortalError):
    """An answer came and it is no."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status
        # A server that broke down, or answered something else, may have done it first.
        self.is_definite = 400 <= status < 500


class ForbiddenAddressError(RefusedError):
    """An address that this server may not ask."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.is_definite = True


class ChangedThereError(RefusedError):
    """Somebody on the other side changed it: an editor has to decide."""
