"""What of a file is not in the numbers: refused rows, what they amount to, and values that are unknown in rows taken in."""
