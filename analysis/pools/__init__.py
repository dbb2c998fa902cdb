"""Resources: what they can do, who occupies them, hours recorded and estimated."""
