"""The kinds of decisions that the history holds, a record each: how an entry is undone, and whether it can be.

What the history holds besides (imports, mappings, scenarios) is undone where it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.actions import cancelling, kind_changes, lead_entry, rate_entry, settings_changes
from analysis.actions.clients import client_answers, client_grouping
from analysis.actions.deals import keeping, sale_recording
from analysis.journal import (
    cancelled_orders,
    client_decisions,
    client_groups,
    deal_steps,
    entered_rates,
    kind_corrections,
    lead_calls,
    lead_meetings,
    ledger_totals,
    portrait,
    sale_entries,
    same_clients,
    typed_leads,
)
from analysis.journal.settings import settings_editing, settings_history
from analysis.journal.shared_state import Change
from analysis.progress import Progress

NumberOf = Callable[[Change], int | None]


@dataclass(frozen=True)
class DecisionKind:
    """`undo` brings back what was there before an entry, as an entry of its own; a store that is made of it follows."""

    undo: Callable[[Path, Change, str, str, Progress], object]
    can_undo: Callable[[Change], bool] = lambda change: True


def _kept_in_the_journal(
    number_of: NumberOf, undo: Callable[[Path, int, str, str], object]
) -> DecisionKind:
    """No store is made of it. `number_of`: of the row that an entry brought; None where it took one back."""

    def undo_entry(root: Path, change: Change, who: str, why: str, progress: Progress) -> object:
        return undo(root, number_of(change) or 0, who, why)

    return DecisionKind(undo_entry, lambda change: number_of(change) is not None)


def _followed_by_a_store(
    number_of: NumberOf, undo: Callable[[Path, int, str, str, Progress], object]
) -> DecisionKind:
    def undo_entry(root: Path, change: Change, who: str, why: str, progress: Progress) -> object:
        return undo(root, number_of(change) or 0, who, why, progress)

    return DecisionKind(undo_entry, lambda change: number_of(change) is not None)


def _undo_settings(root: Path, change: Change, who: str, why: str, progress: Progress) -> object:
    is_portrait = change.key == portrait.FILE
    undo = settings_changes.undo_portrait if is_portrait else settings_changes.undo
    return undo(root, change.id, who, why, progress)


KINDS: Mapping[str, DecisionKind] = {
    settings_history.WHAT: DecisionKind(
        _undo_settings, lambda change: change.key in (settings_editing.FILE, portrait.FILE)
    ),
    ledger_totals.WHAT: _kept_in_the_journal(lambda change: change.id, ledger_totals.undo),
    client_decisions.WHAT: _kept_in_the_journal(client_decisions.entry_of, client_decisions.undo),
    lead_calls.WHAT: _kept_in_the_journal(lead_calls.call_of, lead_calls.undo),
    lead_meetings.WHAT: _kept_in_the_journal(lead_meetings.state_of, lead_meetings.undo),
    typed_leads.WHAT: _followed_by_a_store(typed_leads.entry_of, lead_entry.undo),
    sale_entries.WHAT: _followed_by_a_store(sale_entries.entry_of, sale_recording.undo),
    deal_steps.WHAT: _followed_by_a_store(deal_steps.step_of, keeping.undo),
    kind_corrections.WHAT: DecisionKind(kind_changes.undo),
    cancelled_orders.WHAT: DecisionKind(cancelling.undo),
    entered_rates.WHAT: DecisionKind(rate_entry.undo),
    client_groups.WHAT: DecisionKind(client_grouping.undo),
    same_clients.WHAT: DecisionKind(client_answers.undo),
    same_clients.WHAT_DIFFERENT: DecisionKind(client_answers.undo),
}
