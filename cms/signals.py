"""Signals that apps of the other packages may connect to."""

from django.dispatch import Signal

# Sent once a minute by the worker; receivers do the work that is due.
every_minute = Signal()

# Sent when the stored text of a document has changed; ``instance`` is the document.
document_text_changed = Signal()
