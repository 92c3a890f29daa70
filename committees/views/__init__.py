"""Pages of bodies and sessions."""
