"""The whole history of a workspace's decisions, each entry in its parts, and its undoing."""

from __future__ import annotations

from pathlib import Path

from analysis.actions import (
    cancelling,
    importing,
    kind_changes,
    lead_entry,
    rate_entry,
    settings_changes,
)
from analysis.actions.clients import client_answers, client_grouping
from analysis.actions.deals import keeping, sale_recording
from analysis.journal import (
    cancelled_orders,
    client_decisions,
    client_groups,
    deal_steps,
    entered_rates,
    lead_calls,
    lead_meetings,
    ledger_totals,
    portrait,
    sale_entries,
    same_clients,
    shared_state,
    typed_leads,
)
from analysis.journal.settings import saved_mappings, settings_editing, settings_history
from analysis.journal.settings.settings_editing import SettingDifference
from analysis.journal.shared_state import Change as Change
from analysis.progress import Progress, silent

Part = SettingDifference

SETTINGS, LEDGER, KIND = "settings", "ledger", "kind"
IMPORT, MAPPING = (
    importing.WHAT,
    saved_mappings.WHAT,
)  # undone and saved anew on the page of loading
CANCELLED = cancelled_orders.WHAT
RATES = entered_rates.WHAT
DEAL = deal_steps.WHAT
GROUP = client_groups.WHAT
CLIENTS = (same_clients.WHAT, same_clients.WHAT_DIFFERENT)


def read(root: Path, limit: int = 200) -> list[tuple[Change, list[Part]]]:
    """The newest first; a change of settings in its keys, any other in one part."""
    return [(change, _parts(change)) for change in shared_state.history(root, limit=limit)]


def _parts(change: Change) -> list[Part]:
    if change.what != SETTINGS:
        return [Part(change.key, change.before, change.after)]
    return settings_editing.differences(change.before, change.after) or [Part("", None, None)]


def can_undo(change: Change) -> bool:
    if change.what == client_decisions.WHAT:
        return client_decisions.entry_of(change) is not None
    if change.what == lead_calls.WHAT:
        return lead_calls.call_of(change) is not None
    if change.what == lead_meetings.WHAT:
        return True
    if change.what == typed_leads.WHAT:
        return typed_leads.entry_of(change) is not None
    if change.what == sale_entries.WHAT:
        return sale_entries.entry_of(change) is not None
    if change.what == DEAL:
        return deal_steps.step_of(change) is not None
    return change.what in (LEDGER, KIND, CANCELLED, RATES, GROUP, *CLIENTS) or (
        change.what == SETTINGS and change.key in (settings_editing.FILE, portrait.FILE)
    )


def undo(
    root: Path,
    change: Change,
    who: str,
    why: str,
    progress: Progress = silent,
) -> None:
    """Brings back what was there before the change, as a change of its own, and publishes a store where that needs one."""
    who = shared_state.signed(who)
    if change.what == client_decisions.WHAT:
        client_decisions.undo(root, client_decisions.entry_of(change) or 0, who, why)
    elif change.what == DEAL:
        keeping.undo(root, change, who, why, progress)
    elif change.what == typed_leads.WHAT:
        lead_entry.undo(root, typed_leads.entry_of(change) or 0, who, why, progress)
    elif change.what == lead_calls.WHAT:
        lead_calls.undo(root, lead_calls.call_of(change) or 0, who, why)
    elif change.what == lead_meetings.WHAT:
        lead_meetings.undo(root, lead_meetings.state_of(change), who, why)
    elif change.what == sale_entries.WHAT:
        sale_recording.undo(root, sale_entries.entry_of(change) or 0, who, why, progress)
    elif change.what == LEDGER:
        ledger_totals.undo(root, change.id, who, why)
    elif change.what == KIND:
        kind_changes.undo(root, change, who, why, progress)
    elif change.what == CANCELLED:
        cancelling.undo(root, change, who, why, progress)
    elif change.what == RATES:
        rate_entry.undo(root, change, who, why, progress)
    elif change.what == GROUP:
        client_grouping.undo(root, change, who, why, progress)
    elif change.what in CLIENTS:
        client_answers.undo(root, change, who, why, progress)
    elif change.key == portrait.FILE:
        settings_changes.undo_portrait(root, change.id, who, why, progress)
    else:
        settings_changes.undo(root, change.id, who, why, progress)


def is_edited_outside(root: Path) -> bool:
    """True where settings.toml is another than the history's last: by hand, or by a save that was cut off."""
    changes = [c for c in shared_state.history(root, SETTINGS) if c.key == settings_editing.FILE]
    return bool(changes) and changes[0].after != settings_history.text(root)
