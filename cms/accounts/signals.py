"""Signals of accounts that apps of the other packages may connect to."""

from django.dispatch import Signal

# A link to set a password was made; ``user`` is its owner, ``by`` who asked for it (None: the owner, on the
# sign-in page), ``printed`` whether it was shown to be printed.
password_link_issued = Signal()

# A user has set a new password by such a link; sent with ``user`` and ``request``.
password_set_by_link = Signal()
