"""Which rows of a list count as its lines, and as whose: no totals, no other tables; orders under their numbers."""
