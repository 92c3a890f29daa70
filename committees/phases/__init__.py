"""The phases of an appointment."""
