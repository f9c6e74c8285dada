"""What the rest of the house may listen to."""

from django.dispatch import Signal

# Sent once a minute by the worker; receivers do their due work and return.
every_minute = Signal()

# Asks for the words inside files: receivers return an iterable of (document key, text).
document_words_wanted = Signal()
