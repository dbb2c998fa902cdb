"""What a person sees of a file before it goes in."""
