"""The page that supposes other clients, prices or orders: its parts, and the scenarios that are kept."""
