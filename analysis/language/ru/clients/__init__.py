"""Words of clients: fit against profit, one client or two."""
