"""What a document tells of people beyond its pages, and a copy of it without that (rule 113)."""
