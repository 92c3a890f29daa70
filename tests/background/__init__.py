"""With a real worker and a real broker."""
