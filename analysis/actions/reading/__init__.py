"""A delivery's files on their way in: which is read when, and the tables of one."""
