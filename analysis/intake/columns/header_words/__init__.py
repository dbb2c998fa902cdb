"""What a header's words mean: spelling, units, abbreviations, the names that exports use."""
