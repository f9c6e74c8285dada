"""Posters that the tests draw, and the tools that read them back."""
