"""Starts the application on one machine: environment, embedded servers, web, worker and clock under one supervisor."""
