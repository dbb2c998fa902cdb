"""Which rows of a list count as its lines, and as whose: no totals, no other tables, no plans; orders under their numbers."""
