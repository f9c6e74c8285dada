"""What the rest of the house may listen to."""

from django.dispatch import Signal

# Sent once a minute by the worker; receivers do their due work and return.
every_minute = Signal()

# Sent when the stored text of a document has changed; ``instance`` is the document.
document_text_changed = Signal()
