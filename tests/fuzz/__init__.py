"""Fuzz of the way of a file, a step at a time: no exception but the errors that a person reads, and what each step promises.

`read`: bytes → cells; `table`: cells → a table with its columns; `values`: a cell's text → numbers, dates, words; `whole`: all
of it, with the accepted and refused rows. The first three run hundreds of times a second, the last a few times.

    uv run python -m tests.fuzz table --seconds 3600

An hour of each of the three, before a release and after a change of the intake; a fixed number of each runs in the tests.
What breaks is left as a file in the folder given by --keep (default: a temporary one, named at the end): run it again by giving
that file as an argument, mend what it found, and put it into tests/fuzz/corpus/<step>. Needs atheris, which exists for Linux only.
"""
