"""Drills: what takes too long for `make test` and is run before an issue is closed."""
