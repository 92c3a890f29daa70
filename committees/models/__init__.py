"""Bodies: what they are, who sits in them, when they meet."""
