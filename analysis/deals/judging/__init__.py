"""What the desk says to a deal: facts, the rules over them, and what would flip each."""
