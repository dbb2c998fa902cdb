"""What one row of each result table is, as the tables' own comments say it."""

from analysis.language.ru.grains import GRAINS
from analysis.stores import pipeline

_MADE_BY_THE_STORE = {
    "build_info": "One row: this store.",
    "checks": "One row per check: how many rows break it.",
    "client_profit": "One row per client, over all history.",
    "contacts": "One row per person at a client or lead.",
    "imports": "One row per file taken in.",
    "order_cancellations": "One row per order that a person counts as cancelled until a delivery after `upto` brings it.",
    "design_pools_set": "One row per pool of which the settings say whether it designs.",
    "kind_corrections": "One row per order whose kind a person corrected.",
    "portrait_criteria": "One row per criterion of the portrait: the field of a client that it asks, and what it asks of it.",
    "portrait_values": "One row per value that a criterion of the portrait accepts or rejects.",
    "portrait_verdict": "One row: the scores from which a client is ours or borderline, and the share of the weight that must be known.",
    "rejected_rows": "One row per refused row.",
    "unread_values": "One row per value that could not be read in a row that was taken in: it is unknown.",
    "same_clients": "One row per client that counts under another: people called the two one client.",
    "settings": "One row: the rates, thresholds and targets in force.",
    "segment_targets": "One row per target of a segment; of those that an order meets, the one of the largest place holds.",
    "order_target": "One row per order: the true margin aimed at, by the most specific segment that the settings name (its kind, family, client …).",
    "last_day": "One row: the last day that the orders tell of; what isn't paid or shipped has waited up to it at least.",
    "recorded_payments": "One row per month of shipment: whether a missing day of payment means that it isn't paid yet.",
    "recorded_shipments": "One row per month of a promise: whether a missing day of shipment means that it isn't shipped yet.",
    "time_equations": "One row per term of a time equation; the base is the term without a feature.",
}
_SAID = {step.table: step.grain for step in pipeline.steps()} | _MADE_BY_THE_STORE
TEXTS: dict[str, str] = {f"grain.{table}": _SAID.get(table, table) for table in GRAINS}
