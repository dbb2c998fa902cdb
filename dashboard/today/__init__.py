"""The first door: who brings the profit, who eats it."""
