"""Clients: the map, the table, ours and profit, one client."""
