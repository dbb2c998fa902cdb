"""Serial or custom: the verdicts, their thresholds and corrections, and what each kind earns."""
