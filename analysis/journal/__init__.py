"""What people decide: one record type each, kept in state.sqlite or in one file with its history, read by whoever builds or shows."""
