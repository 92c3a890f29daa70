"""The phases of a nomination."""
