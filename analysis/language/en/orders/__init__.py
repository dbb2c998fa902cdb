"""Words of orders: their lists, serial or custom, and why."""
