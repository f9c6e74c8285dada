"""The read API: Wagtail's version 2, for what everyone may read anyway."""
