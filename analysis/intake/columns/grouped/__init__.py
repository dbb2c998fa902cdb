"""Grouped reports, as 1C and others write them, read as tables of order lines.

The way of a report: `header` (levels and columns) → `body` (its rows as lines) → `levels` (which row stands under which) → `names` (which
level is the client, the order …) → `subtotals` (does it add up?) → `flattened`; `report` takes it, or `refusals` says why not.
"""
