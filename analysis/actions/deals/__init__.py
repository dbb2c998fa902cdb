"""What people do about saved deals, and a store follows."""
