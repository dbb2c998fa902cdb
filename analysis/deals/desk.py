"""The desk: what to answer a deal, from what a workspace knew before its day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from analysis.advice.terms import rounds_in_price
from analysis.deals.deal import Deal
from analysis.deals.estimate import DealEstimate, estimated
from analysis.deals.experience import Experience
from analysis.deals.fit import ClientFit, client_fit, client_notices
from analysis.deals.history import History, known_before
from analysis.deals.judging import rules
from analysis.deals.judging.facts import Facts, Failing, Values
from analysis.deals.lead_time import LeadTimeForecast, lead_time
from analysis.deals.offer import Offer, offer_at
from analysis.deals.resources.capacity import Capacity, needed_capacity
from analysis.deals.terms import DealTerms, terms_of
from analysis.deals.winning.chances import Chances, chances
from analysis.errors import BadDeal
from analysis.errors.phrases import phrase
from analysis.reader.workspace import Workspace

Lacking = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, eq=False)
class Advice:
    """`decision` None: no verdict, `lacking` says what is needed. `failing`: every rule that fails, the deciding one first."""

    deal: Deal
    estimate: DealEstimate
    terms: DealTerms
    offer: Offer | None
    capacity: Capacity
    fit: ClientFit
    lead: LeadTimeForecast
    chances: Chances
    decision: str | None
    failing: tuple[Failing, ...]
    lacking: tuple[Lacking, ...]
    notices: tuple[Lacking, ...]
    other_terms: tuple[tuple[str, Values, DealEstimate, DealTerms, bool], ...]


class Desk:
    """Answers deals of one day. Seconds to make for a long history; each answer then takes milliseconds."""

    def __init__(self, ws: Workspace, day: dt.date) -> None:
        self.ws, self.day = ws, day
        self.history: History = known_before(ws, day)
        self.experience = Experience(ws, self.history)

    def ask(self, deal: Deal) -> Advice:
        """The deal must be of the desk's day, or of a later one. BadDeal where it counts in another currency than the workspace."""
        home = self.history.settings.currency
        if deal.currency is not None and deal.currency.upper() != home.upper():
            mend = phrase("mend.one_currency", currency=home)
            raise BadDeal(
                "bad_setting", file="deal", key="currency", value=deal.currency, mend=mend
            )
        estimate = estimated(self.experience, deal)
        terms = terms_of(self.experience, deal, estimate)
        advice = Advice(
            deal=deal,
            estimate=estimate,
            terms=terms,
            offer=None,
            capacity=needed_capacity(self.experience, deal, estimate),
            fit=client_fit(self.experience, deal),
            lead=lead_time(self.experience.orders_in_time, estimate.kind, deal.quantity, deal.date),
            chances=chances(self.experience, estimate),
            decision=None,
            failing=(),
            lacking=estimate.lacking,
            notices=tuple(self._notices(deal, terms)),
            other_terms=tuple(self._other_terms(deal, estimate, terms)),
        )
        return self.at_price(advice, deal.price)

    def estimated_direct(self, cost_estimate: float | None, kind: str) -> float | None:
        """The direct cost behind what an offer estimated, by offers whose orders were finished; None where it can't be told."""
        part = self.experience.estimated_parts.get(kind)
        return cost_estimate / part if cost_estimate and part else None

    def at_price(self, advice: Advice, price: float | None) -> Advice:
        """The same deal at another price of the whole: no question to the store."""
        offer = offer_at(advice.deal, advice.estimate, advice.terms, price)
        if offer is None:
            return replace(advice, offer=None, decision=None, failing=())
        if price is None:
            lacking = (*advice.estimate.lacking, ("price", {}))
            return replace(advice, offer=offer, decision=None, failing=(), lacking=lacking)
        facts = Facts(
            deal=advice.deal,
            estimate=advice.estimate,
            offer=offer,
            capacity=advice.capacity,
            fit=advice.fit,
            lead=advice.lead,
            thresholds=self.history.settings.decisions,
            limits=self.history.settings.deals,
            chances=advice.chances,
            late_day=advice.terms.late_day,
            other_terms=[
                (change, values, then)
                for change, values, estimate, terms, prepaid in advice.other_terms
                if (then := offer_at(advice.deal, estimate, terms, price, prepaid=prepaid))
            ],
        )
        found = rules.failing(facts)
        return replace(
            advice,
            offer=offer,
            decision=rules.decision(found),
            failing=tuple(found),
            lacking=advice.estimate.lacking,
        )

    def _other_terms(
        self, deal: Deal, estimate: DealEstimate, terms: DealTerms
    ) -> Iterable[tuple[str, Values, DealEstimate, DealTerms, bool]]:
        """DealTerms that could be agreed on: fewer rounds of approval in the price, money before shipment."""
        serial = self.history.of_kind("serial")["approval_rounds"]
        usual = None if serial.isna().all() else float(serial.mean())
        rounds = rounds_in_price(self.experience.portrait, usual)
        if (
            rounds is not None
            and deal.approval_rounds is not None
            and deal.approval_rounds > rounds
        ):
            fewer = replace(deal, approval_rounds=float(rounds))
            then = estimated(self.experience, fewer)
            yield "approvals", {"rounds": rounds}, then, terms, False
        if terms.credit > 0:
            yield "prepayment", {"days": terms.payment_days}, estimate, terms, True

    def _notices(self, deal: Deal, terms: DealTerms) -> Iterable[Lacking]:
        yield from client_notices(self.experience, deal)
        if terms.payment_days is None and self.history.settings.credit.cost_of_capital > 0:
            yield "payment_days_unknown", {}
        if deal.approval_rounds is None and not math.isnan(self.history.mean_rounds):
            yield "approvals_unknown", {}
