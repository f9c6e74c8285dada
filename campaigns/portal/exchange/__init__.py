"""Exchange with other Chung Tay sites: their offers, verified imports, and withdrawals at the source."""
