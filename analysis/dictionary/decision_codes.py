"""What can be decided about a client, as the table client_decision holds it."""

GROW, KEEP, REPRICE, EXPECT, REFUSE = "grow", "keep", "reprice", "set expectations", "refuse"
DECISIONS = (GROW, KEEP, REPRICE, EXPECT, REFUSE)
TO_CHANGE = (REPRICE, EXPECT, REFUSE)  # the mildest first
