"""No form silently replaces what another person saved after it was opened (rule 134)."""
