"""Pages of a contract."""
