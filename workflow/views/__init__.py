"""Pages of the engine: what a person sees and does."""
