"""What to do about a client, by rules on facts alone: the decision, what causes it, the price rise it needs, the terms to ask for."""
