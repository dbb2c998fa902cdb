"""Inputs and decisions → a DuckDB store → its readers: the pipeline's runner, the build, the sandbox."""
