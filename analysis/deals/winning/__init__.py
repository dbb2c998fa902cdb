"""Whether a deal is won: what offers of before say of prices."""
