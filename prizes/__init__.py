"""Kind 2: the Integrationspreis."""
