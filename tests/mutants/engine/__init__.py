"""Guards of the engine."""
