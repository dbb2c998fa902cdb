"""The table of rates."""

TEXTS: dict[str, str] = {
    "rates.always": "всегда",
    "rates.since": "с: {month}",
    "rates.said.rate": "{when}: {rate} за {unit}",
    "rates.said.cost": "{when}: {cost} за месяц",
    "rates.said.capacity": "{when}: {cost} и {capacity} {unit} за месяц",
}
