"""Codes that tables hold: a record a set, with the columns that hold them; each code has its words in both languages.

Those of refused rows, questions and notices are the intake's (`intake.reasons`, `intake.questions`); of unknown numbers, `reader.gaps`.
"""

from __future__ import annotations

from dataclasses import dataclass

OURS, BORDERLINE, NOT_OURS, TOO_LITTLE = "ours", "borderline", "not ours", "not enough data"
VERDICTS = (OURS, BORDERLINE, NOT_OURS, TOO_LITTLE)
GROW, KEEP, REPRICE, EXPECT, REFUSE = "grow", "keep", "reprice", "set expectations", "refuse"
DECISIONS = (GROW, KEEP, REPRICE, EXPECT, REFUSE)
TO_CHANGE = (REPRICE, EXPECT, REFUSE)  # the mildest first
LOW, MEDIUM, HIGH = "low", "medium", "high"
CONFIDENCES = (LOW, MEDIUM, HIGH)
FIT_GROUPS = ("ours earning", "ours losing", "not ours earning", "not ours losing", "undecided")
FLAGS = (
    "hidden loss",
    "loss",
    "cancelled",
    "markup eaten",
    "thin price",
    "profitable",
    "unknown",
)  # the worst first
KINDS = ("serial", "custom", "unknown")
LINE_KINDS = ("serial", "modified", "unique")
KIND_SOURCES = ("corrected", "stated", "evidence", "unknown")
KIND_REASONS = (
    "corrected by hand",
    "stated in the export",
    "no evidence",
    "product for several clients",
    "product in several orders",
    "base product",
    "name or group of serial work",
    "batch of serial size",
    "hours logged without design",
    "not enough evidence",
    "weak evidence against it",
    "modification of a base product",
    "name or group of custom work",
    "product in one order only",
    "product that one client orders again",
    "design hours logged",
    "product in one order so far",
    "product for one client so far",
    "batch under the serial minimum",
    "many products in few pieces",
)
WON, LOST, NO_DECISION, OPEN = QUOTE_RESULTS = ("won", "lost", "no decision", "open")
CLOSED, YOUNG, OLD = SALE_COHORTS = ("closed", "young", "old")
ON_THE_WAY, STUCK, WAITING = "on the way", "stuck", "waiting"
STANDINGS = (STUCK, OLD, WAITING, ON_THE_WAY, WON, LOST, NO_DECISION)  # the most urgent first
BUDGET_STATES = ("known", "requested", "approved")
ROLES = ("contact", "АПР", "ЛПР", "ЛВР")
STANCES = ("supports", "neutral", "against")
BUYS_NOW = ("yes", "no", "unknown")
DEAL_TYPES = ("transactional", "complex")
NEXT_STEPS = ("hand over", "book a meeting", "call back", "ask", "decline")
CALL_TIMES = ("overdue", "today", "planned", "out")
CALL_OUTCOMES = (
    "reached",
    "no answer",
    "later",
    "moved",
    "not interested",
    "wrong number",
    "declined",
    "handed over",
    "accepted",
    "given back",
)
NEED_REASONS = (
    "needed by a date",
    "cycle since the last purchase",
    "need date passed",
    "last purchase unknown",
    "last purchase in the future",
    "cycle unknown",
    "budget season",
    "before the budget season",
)
LEAD_REASONS = (
    *NEED_REASONS,
    "ruled out",
    "not ours",
    "borderline",
    "terms refused",
    "not enough data",
    "no portrait",
    "may still be ours",
    "may be ruled out",
    "deal type unknown",
    "meeting booked",
)
STATES = ("done", "in progress", "cancelled")
CLIENT_STATES = ("never", "active", "lapsed")
WELCOMES = ("gladly", "terms first", "no call")  # of a client that may buy again
CALL_ORDERS = ("recency", "frequency", "rate", "chance", "gap", "cycle")
DUE_STATES = ("overdue", "due", "not yet", "under way", "none")
UNKNOWN_PERSON = "unknown person"
SET_ASIDE = {  # why a build charges a use of a pool to nobody (usage.charged_to): reason → the column at fault
    "unknown pool": "pool",
    UNKNOWN_PERSON: "person",
    "unknown order": "order_id",
    "order of several clients": "order_id",
    "order of several years": "order_id",
    "over a day": "quantity",
    "unknown unit": "unit",
}


@dataclass(frozen=True)
class CodeSet:
    """`words`: the text of a code stands under `<words>.<code>`. `columns` of frames and pages hold one; `stored`: those of the store,
    as table.column, where they hold nothing else."""

    words: str
    codes: tuple[str, ...]
    columns: tuple[str, ...]
    stored: tuple[str, ...] = ()


SETS = (
    CodeSet("flag", (*FLAGS, "left out"), ("flag", "flag_then"), ("order_profit.flag",)),
    CodeSet("kind", KINDS, ("kind", "new_kind"), ("order_profit.kind", "order_kind.kind")),
    CodeSet("kind_source", KIND_SOURCES, ("kind_source",), ("order_kind.kind_source",)),
    CodeSet("kind_reason", KIND_REASONS, ("piece",)),
    CodeSet("state", STATES, ("state",), ("order_lines.state", "status_states.state")),
    CodeSet(
        "hours_source",
        ("logged", "estimated", "unknown"),
        ("hours_source",),
        ("order_profit.hours_source",),
    ),
    CodeSet("used", ("on orders", "on orders, estimated", "outside orders"), ("used",)),
    CodeSet("role", ROLES, ("role",)),
    CodeSet("quote_result", (*QUOTE_RESULTS, "unknown"), ("quote_result",), ("quotes.result",)),
    CodeSet("stance", STANCES, ("stance",)),
    CodeSet("standing", STANDINGS, ("standing",), ("sale_deals.standing",)),
    CodeSet("sale_result", QUOTE_RESULTS, ("sale_result",), ("sale_deals.sale_result",)),
    CodeSet("cohort", SALE_COHORTS, ("cohort",), ("sale_deals.cohort", "sale_stages.cohort")),
    CodeSet("budget_state", BUDGET_STATES, ("budget_state",)),
    CodeSet("source", ("logged", "estimated", "spread"), ("source",), ("order_costs.source",)),
    CodeSet("line_kind", LINE_KINDS, ("line_kind",)),
    CodeSet("work", ("serial", "custom", "unknown", "outside"), ("work",)),
    CodeSet("pool_unit", ("s", "min", "h", "d"), ("unit",)),
    CodeSet("treatment", ("usage", "spread", "period"), ("treatment",), ("pools.treatment",)),
    CodeSet("verdict", VERDICTS, ("verdict", "verdict_then"), ("client_fit.verdict",)),
    CodeSet("answer", ("met", "failed", "unknown"), ("answer",)),
    CodeSet("fit_group", FIT_GROUPS, ("fit_group",), ("client_decision.fit_group",)),
    CodeSet("change", ("added", "changed", "vanished", "cancelled"), ("change",)),
    CodeSet("decision", (*DECISIONS, "not judged"), ("decision",), ("client_decision.decision",)),
    CodeSet("buys_now", BUYS_NOW, ("buys_now",)),
    CodeSet("deal_type", DEAL_TYPES, ("deal_type",)),
    CodeSet("next_step", NEXT_STEPS, ("next_step",)),
    CodeSet("call_when", CALL_TIMES, ("call_when",)),
    CodeSet("call_outcome", CALL_OUTCOMES, ("call_outcome",)),
    CodeSet("held_state", ("meeting", "handed over", "accepted"), ("held_state",)),
    CodeSet("lead_reason", LEAD_REASONS, ("lead_reason",)),
    CodeSet("client_state", CLIENT_STATES, ("client_state",), ("client_clock.client_state",)),
    CodeSet("spared_why", ("declined", "postponed"), ("spared_why",)),
    CodeSet("linked_by", ("deal", "order", "tax number", "name"), ("linked_by",)),
    CodeSet("welcome", WELCOMES, ("welcome",)),
    CodeSet("call_order", CALL_ORDERS, ("call_order",)),
    CodeSet("due_state", DUE_STATES, ("due_state",), ("client_clock.due_state",)),
    CodeSet("confidence", CONFIDENCES, ("confidence",), ("client_decision.confidence",)),
)
OF_INTAKE = {"table": "table", "reason": "reason", "why_unread": "reason"}
WORDS_OF: dict[str, str] = {c: each.words for each in SETS for c in each.columns} | OF_INTAKE
