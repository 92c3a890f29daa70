"""The work of a jury: prepared by the office, judged without names, met, fixed and signed."""
