"""The private details of a document, beyond its pages, and a copy without them (rule 106)."""
