"""What the office fills in for bodies and sessions."""
