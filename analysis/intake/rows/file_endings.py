"""How the files are called that stand beside a table's accepted and refused rows."""

UNREAD = ".unread"  # ends the name of the list of unknown values: no Parquet of refused rows
