"""Forms of the engine's pages."""
