"""Guards of the bodies."""
