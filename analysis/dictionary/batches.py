"""Classes of batch size: an order's pieces ÷ its lines, up to and including each number; the last has no end."""

BATCHES: dict[str, int | None] = {
    "1–2": 2,
    "3–5": 5,
    "6–10": 10,
    "11–25": 25,
    "26–50": 50,
    "51–100": 100,
    "101+": None,
}
