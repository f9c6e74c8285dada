"""Text of attached files: extraction from PDF, Word and plain text, stored once per file content."""
