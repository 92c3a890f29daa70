"""Forms of the prize."""
