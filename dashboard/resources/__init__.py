"""Resources: load, who occupies them, hours, rates."""
