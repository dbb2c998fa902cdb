"""Words of decisions on clients: the list, the portrait and its test, letters."""
