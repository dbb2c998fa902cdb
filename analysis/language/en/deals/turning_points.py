"""A new deal: where the answer changes."""

TEXTS: dict[str, str] = {
    "deal.along.price": "Price: below {low}, {answer}; {changes}.",
    "deal.along.price.from": "from {low}, {answer}",
    "deal.along.price.one": "Price: from {low} to {high} the answer is the same, {answer}.",
    "deal.along.batch": "Batch at the same price each: below {low} pieces, {answer}; {changes}.",
    "deal.along.batch.from": "from {low}, {answer}",
    "deal.along.batch.one": "Batch at the same price each: from {low} to {high} pieces the answer is the same, {answer}.",
    "deal.along": "Where the answer changes",
    "deal.along.asked": "asked",
    "deal.along.pieces": "{answer}: {low} to {high} pieces",
    "deal.breaks.left_out": "Left out: {parts}. Write pairs of pieces × price, {most} at most.",
}
