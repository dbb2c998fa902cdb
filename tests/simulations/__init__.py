"""Plants with a planted truth, and how often the product finds it: `python -m tests.simulations [SECTION ...] [--plants N]`.

A section is a module here with `tables(plants)`: it simulates so many plants a cell and returns the tables of its report. Seeds are fixed,
so the same call prints the same figures; a small part of each section runs in the suite.
"""
