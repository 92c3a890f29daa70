"""Pages of the prize."""
