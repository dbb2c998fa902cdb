"""Words of resources: load, hours, rates."""
