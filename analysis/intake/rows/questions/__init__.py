"""The questions that a table's cells leave open, a module for each kind (see analysis.intake.questions)."""
