"""What one row is of each result table that no step makes; a step says it itself, in its first line."""

TEXTS: dict[str, str] = {
    "grain.build_info": "One row: this store.",
    "grain.checks": "One row per check: how many rows break it.",
    "grain.design_pools_set": "One row per pool of which the settings say whether it designs.",
    "grain.entered_rates": "One row per pool and month from which on a person stated its rate, or its cost and capacity a month.",
    "grain.kind_corrections": "One row per order whose kind a person corrected.",
    "grain.order_cancellations": "One row per order that a person counts as cancelled until a delivery after `upto` brings it.",
    "grain.people": "One row per person whose pool the settings name.",
    "grain.portrait_criteria": "One row per criterion of the portrait: the field of a client that it asks, and what it asks of it.",
    "grain.portrait_values": "One row per value that a criterion of the portrait accepts or rejects.",
    "grain.portrait_verdict": "One row: the scores from which a client is ours or borderline, and the share of the weight that must be known.",
    "grain.same_clients": "One row per client that counts under another: people called the two one client.",
    "grain.chosen_groups": "One row per client of which a person said to which group it belongs; an empty name: to none.",
    "grain.saved_deal_pools": "One row per version of a saved deal and pool that it was to take, with the interval as it was estimated then.",
    "grain.typed_leads": "One row per lead that a person typed in and did not take back.",
    "grain.saved_deals": "One row per version of a saved deal: the answer as it was given then, and what was decided about it.",
    "grain.segment_targets": "One row per target of a segment; of those that an order meets, the one of the largest `place` holds.",
    "grain.settings": "One row: the rates, thresholds and targets in force.",
    "grain.time_equations": "One row per term of a time equation; the base is the term without a feature.",
}
