"""Signals that apps of the other packages may connect to."""

from django.dispatch import Signal

# Sent once a minute by the worker; receivers do the work that is due.
every_minute = Signal()

# Asks for the words inside files: receivers return an iterable of (document key, text).
document_words_wanted = Signal()
