"""Where a record of a matrix stands: its row and its column as one number."""

SHAPE = "matrix"  # what the formats of a file call it
PLACES = (
    1_000  # more than a matrix has columns: a record's number is row * PLACES + column, both from 1
)
