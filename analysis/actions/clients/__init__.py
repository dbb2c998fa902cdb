"""What people decide about who a client is: one or several, of which group."""
