"""Publication to the portals of departments, and exchange with other Chung Tay sites."""
