"""Costs of public pages and of the admin, as tables."""
