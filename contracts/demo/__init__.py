"""The demo world: known facts of four contracts, fictional people, everything driven through the real services."""
