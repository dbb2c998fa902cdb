"""`python -m analysis` is `dealfit`."""

from analysis.cli import main

main(prog_name="dealfit")
