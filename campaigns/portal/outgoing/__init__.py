"""Publication to portals: items, their delivery, and the comparison with what the portals show."""
