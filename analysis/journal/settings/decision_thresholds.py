"""The thresholds of proposals for clients, and of what is said of a portrait: sections of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.dictionary.setting_kinds import Area, Count, Number, Part, Rise, Share
from analysis.errors.phrases import phrase
from analysis.validation import Refusing

PAIRS = (  # what must not be above what
    ("bearable_rise", "unbearable_rise", "mend.above_unbearable"),
    ("few_orders", "enough_orders", "mend.above_enough"),
)


@dataclass(frozen=True)
class DecisionLimits:
    """Thresholds of what is proposed for a client."""

    bearable_rise: Rise = 0.25  # a price rise that can be put to a client in one talk
    unbearable_rise: Rise = 0.5  # from here on a price is a refusal in other words
    heavy_hours: Number = (
        1.5  # share of hours ÷ share of revenue from which on a loss is put down to its hours
    )
    mostly: Share = 0.5  # of revenue custom, from which on a low price is put down to custom work
    few_orders: Count = 3  # orders under which nothing is sure …
    enough_orders: Count = 10  # … and from which a judgement may be called sure
    least_spread: Share = 0.03  # standard deviation of clients' true margins that is taken for granted, however alike they look
    least_rise: Rise = 0.05  # a rise under this isn't worth a talk with a client that earns: it comes with the next price list
    safe_share: Share = 0.03  # of all revenue or profit, from which on a client that earns is not on the list of those to talk to
    first_share: Share = 0.8  # of the money short of the target: the clients that it lies with are the ones to talk to first
    price_step: Share = 0.05  # letters ask for rises in steps of this, rounded up; 0: as computed
    worth_asking: Part = (
        0.25  # a minimum batch that asks for less than so much more than now is no change
    )

    def check(self, refusing: Refusing) -> None:
        """Raises where two of them contradict each other."""
        for low, high, mend in PAIRS:
            if getattr(self, low) > getattr(self, high):
                raise refusing.bad(f"decisions.{low}", getattr(self, low), phrase(mend))


@dataclass(frozen=True)
class EvidenceLimits:
    """What lets one say of a portrait that it predicts (areas under the curve, 0.5: as by chance), and of a criterion that it is clear."""

    useful_auc: Area = 0.6  # under it an order of clients by score is hardly better than any other
    telling_auc: Area = (
        0.65  # where the interval still reaches it, a good portrait is not ruled out: "unclear"
    )
    strong_auc: Area = 0.7  # under it a portrait predicts "but weakly"
    clear_confidence: Area = (
        0.97  # of a proposed criterion called clear: of plants of pure noise so many get none
    )
    result_auc: Area = 0.9  # an attribute that follows the outcome closer than this may be a result, and is asked about
