"""Which of several amounts counts, and as what: per piece, before a discount, beside other costs."""
