"""Leads: who is ours and can buy now, when to call back, whom to hand over; and the path from the first call to the first order."""
