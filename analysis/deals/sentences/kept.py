"""Saved deals in words: how many, what was decided, how often past intervals held, one deal's outcome."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.deals.saved.outcomes import IntervalsHeld, intervals_held
from analysis.journal.saved_deals import DECIDED, ORDERED, DealStep, SavedDeal, SavedVersion
from analysis.language import Words, is_unknown


def head(words: Words, advice: pd.DataFrame) -> list[str]:
    """How many deals, accepted and come in; how often their intervals held."""
    if advice.empty:
        return []
    accepted = advice[advice["accepted"]]
    came = int(accepted["actual_cost"].notna().sum())
    said = [
        words(
            "saved.head",
            deals=advice["deal_id"].nunique(),
            accepted=len(accepted),
            came=came,
        )
    ]
    against = advice[advice["decided"].notna() & (advice["decided"] != advice["decision"])]
    if len(against):
        said.append(words("saved.against", n=len(against)))
    return [*said, held(words, intervals_held(advice))]


def held(words: Words, found: IntervalsHeld | None) -> str:
    if found is None:
        return words("saved.held.none")
    return words(
        "saved.held",
        n=found.n,
        within=words.share(found.within.value, 0),
        low=words.share(found.within.low, 0),
        high=words.share(found.within.high, 0),
        above=found.above,
        error=words.money(found.mean_error),
    )


def name(words: Words, deal: SavedDeal) -> str:
    """Deal 7 · client · decision."""
    version = deal.accepted or deal.versions[-1]
    return words(
        "saved.name",
        deal=deal.deal_id,
        client=str(version.asked["client"]),
        state=state(words, deal),
    )


def version(words: Words, deal: SavedDeal, each: SavedVersion) -> str:
    return words("deal_sheet.name", deal=deal.deal_id, version=each.version)


def decided(words: Words, each: SavedVersion) -> str:
    """What a person decided about a version; empty: nothing yet."""
    if each.decided is None:
        return ""
    return words(
        "deal_sheet.decided.by",
        decision=words(f"deal.decision.{each.decision}"),
        who=each.decided.who,
        at=words.date(each.decided.at),
    )


def state(words: Words, deal: SavedDeal) -> str:
    if deal.closing is None:
        return words("saved.state.open")
    key = "accepted" if deal.accepted else "refused"
    return words(f"saved.state.{key}", version=deal.closing.version)


def step(words: Words, each: DealStep) -> str:
    """A step of a deal's history: who did what, when."""
    given = {"who": each.who, "at": words.moment(each.at), "version": each.version}
    if each.what == DECIDED:
        given["decision"] = words(f"deal.decision.{each.content['decision']}").lower()
    order = each.content.get("order_id")
    key = f"saved.step.{each.what}" if order or each.what != "ordered" else "saved.step.unlinked"
    return words(key, **given, **({"order": order} if order else {}))


def told(words: Words, text: str) -> str:
    """The last step of a deal as the history of changes keeps it: see deal_steps."""
    step = json.loads(text)
    if step["what"] == DECIDED:
        decision = words(f"deal.decision.{step['decision']}").lower()
        return words("saved.told.decided", version=step["version"], decision=decision)
    if step["what"] == ORDERED:
        return words("saved.told.ordered", order=step["order_id"] or words("scope.none"))
    return words("saved.told.saved", version=step["version"])


def outcome(words: Words, row: Mapping[Any, Any]) -> list[str]:
    """An accepted version against its order. row: of deal_advice, with `fell`."""
    if is_unknown(row["order_id"]):
        return [words("saved.outcome.no_order")]
    if is_unknown(row["state"]):
        return [words("saved.outcome.not_there", order=row["order_id"])]
    if row["state"] != "done":
        return [
            words(
                "saved.outcome.not_done",
                order=row["order_id"],
                state=words.code("state", row["state"]),
            )
        ]
    said = []
    if is_unknown(row["actual_cost"]):
        said.append(words("saved.outcome.no_cost", order=row["order_id"]))
    else:
        actual = words.money(row["actual_cost"])
        if is_unknown(row["cost_mid"]):
            key = "saved.outcome.cost.unforeseen"
            said.append(words(key, order=row["order_id"], actual=actual))
        else:
            mid = words.money(row["cost_mid"])
            said.append(words("saved.outcome.cost", order=row["order_id"], actual=actual, mid=mid))
        fell = row["fell"] or "no_interval"
        said.append(
            words(
                f"saved.outcome.{fell}",
                low=words.money(row["cost_low"]),
                high=words.money(row["cost_high"]),
            )
        )
    if not is_unknown(row["actual_profit"]):
        said.append(
            words(
                "saved.outcome.profit",
                profit=words.money(row["actual_profit"]),
                revenue=words.money(row["actual_revenue"]),
                price=words.money(row["price"]),
            )
        )
    said += _date(words, row)
    return said


def _date(words: Words, row: Mapping[Any, Any]) -> list[str]:
    if is_unknown(row["shipped_on"]):
        return [words("saved.outcome.no_day")]
    given = {
        "day": words.date(row["shipped_on"]),
        "wanted": words.date(row["need_by"]),
        "ready": words.date(row["ready_on"]),
    }
    return [words("saved.outcome.day", **given)]
