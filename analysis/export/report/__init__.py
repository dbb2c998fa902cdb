"""Leadership's report: one page of what was earned, made from the records that the pages show."""
