"""What came in: the record of each delivery, the keys of its refused rows, and the account of every row and rouble."""
