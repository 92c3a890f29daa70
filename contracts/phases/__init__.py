"""The phases of a contract, each on one page in the office's own order."""
