"""Products, managers, regions, industries."""
