"""A workspace as its readers see it: one published store, opened read-only, a slice of it, and what follows from the slice alone."""
