"""The table of rates."""

TEXTS: dict[str, str] = {
    "rates.always": "always",
    "rates.since": "from {month}",
    "rates.said.rate": "{when}: {rate} per {unit}",
    "rates.said.cost": "{when}: {cost} a month",
    "rates.said.capacity": "{when}: {cost} and {capacity} {unit} a month",
}
