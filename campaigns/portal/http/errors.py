"""Errors of requests to other servers; each message is shown to an editor."""


class PortalError(Exception):
    """The request to the portal failed; the message is for the editor to read.

    ``is_definite`` is True when it is certain that the portal changed nothing.
    """

    is_definite = False


class UnreachablePortalError(PortalError):
    """The portal cannot serve requests now; deliveries are retried without limit."""

    is_definite = True


class UncertainError(UnreachablePortalError):
    """The whole request was sent and no response came: the portal may have carried it out."""

    is_definite = False


class RefusedError(PortalError):
    """The portal responded and did not accept the request."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status
        # After a 5xx or an unexpected answer the request may have been carried out;
        # a 4xx is a certain refusal.
        self.is_definite = 400 <= status < 500


class UnconfirmedError(RefusedError):
    """The receiver did not say that it carried the message out.

    ``receiver_version`` is the version that it has, or 0.
    """

    def __init__(self, message: str, status: int = 0, receiver_version: int = 0) -> None:
        super().__init__(message, status)
        self.receiver_version = receiver_version


class ForbiddenAddressError(RefusedError):
    """This server may not connect to the address."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.is_definite = True


class RemoteChangeError(RefusedError):
    """The item was changed on the portal: an editor has to decide."""
