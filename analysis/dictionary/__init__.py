"""What numbers and codes mean: every metric's one definition, classes and codes; data without sentences."""
