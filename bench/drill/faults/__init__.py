"""Faults: each part of a running site is killed, locked, filled or cut while people use it."""
