"""Words of an import: files, questions, what is noticed, why a row is refused."""
