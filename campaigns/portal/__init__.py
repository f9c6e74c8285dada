"""What is published here stands on the department's own portal too, and is kept in step with it."""
