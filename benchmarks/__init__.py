"""What the engine costs, each figure as a ratio to a raw-SQL floor measured in the same run."""
