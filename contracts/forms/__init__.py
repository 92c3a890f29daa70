"""Forms of a contract: one module per phase, measures, and what is done outside tasks."""
