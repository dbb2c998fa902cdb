"""How numbers, dates, times, money and words are written, and what they mean."""
