"""Guards of the Integrationspreis."""
