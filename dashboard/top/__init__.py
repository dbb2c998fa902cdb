"""What stands above every page: the doors, the switch of the one that is open, the slice, the search."""
