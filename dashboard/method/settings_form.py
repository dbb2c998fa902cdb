"""The settings in a form: checked as a file is, saved with who and why, built at once."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from analysis import DealfitError
from analysis.actions import settings_changes
from analysis.journal import settings
from analysis.journal.settings import Settings, settings_editing, settings_history
from analysis.journal.settings.settings_editing import FILE, SettingDifference
from analysis.journal.shared_state import Change
from analysis.language import plain
from dashboard import meanwhile, page, setting_trouble, state
from dashboard.method import (
    design_editor,
    method_history,
    people_editor,
    rate_editor,
    setting_fields,
    stage_editor,
    target_editor,
    who_and_why,
)
from dashboard.method.setting_fields import Field
from dashboard.resources import equation_editor
from dashboard.view import View

FORM = "settings"
SHOWN = 8  # of the keys that somebody else changed


def show(view: View) -> None:
    words, root = view.words, Path(view.data.build.root)
    if said := state.get("method.done"):
        state.put("method.done", None)
        st.success(plain(words(said)))
    text = settings_history.text(root) or ""
    base = meanwhile.of(FORM, text)
    now = settings_editing.drawn_from(base.drawn)
    version = hashlib.sha256(base.drawn.encode()).hexdigest()[:8]  # other settings, other widgets
    if text != base.drawn:
        _others(view, root, base.drawn, text)
    slots: dict[str, Any] = {}
    raw: dict[str, Any] = {}
    with st.form(f"settings-{version}", border=False):
        section = None
        for field in setting_fields.fields_of(now):
            if field.section != section:
                section = field.section
                st.subheader(words.code("setting.section", section or "plant"), anchor=False)
            value = _row(view, field, slots, version)
            _put(raw, field, value)
        tables = _tables(view, now, slots, version)
        who, why = who_and_why.who_and_why(view, "settings")
        pressed = st.form_submit_button(words("settings.save"), type="primary")
    if pressed:
        try:
            edited = {name: read() for name, read in tables.items()}
            wanted = replace(settings.read(raw | edited), drawn_from=base.drawn)
            _save(
                view,
                root,
                wanted if base.seen == base.drawn else settings_editing.over(base.seen, wanted),
                who,
                why,
            )
        except DealfitError as trouble:
            if not trouble.code.endswith(meanwhile.ENDS):
                _beside(view, trouble, slots)
            else:
                said = meanwhile.refused(words, trouble, FORM, text)
                st.error(plain(f"{said} {_changes(view, _change_of(root, base.drawn, text))}."))
    with st.expander(words("settings.file")):
        st.code(text, language="toml")


def _others(view: View, root: Path, drawn: str, text: str) -> None:
    """Somebody saved other settings since the form was drawn: what they changed, and the way to a form with it."""
    words, change = view.words, _change_of(root, drawn, text)
    said = (
        "settings.meanwhile_outside"
        if change.who == settings_history.OUTSIDE
        else "settings.meanwhile"
    )
    who, changes = words.code("changed_by", change.who), _changes(view, change)
    st.warning(plain(words(said, who=who, at=words.moment(change.at), changes=changes)))
    with st.container(key="noprint-meanwhile"):
        st.button(
            words("settings.meanwhile.theirs"), key="settings.theirs", on_click=meanwhile.forget
        )


def _change_of(root: Path, drawn: str, text: str) -> Change:
    """From the text that the form was drawn from to the one in force, by whoever wrote that."""
    last = settings_history.last_change(root)
    who, at = (last.who, last.at) if last else (settings_history.OUTSIDE, dt.datetime.now())
    return Change(0, settings_history.WHAT, FILE, drawn, text, who, at, "")


def _changes(view: View, change: Change) -> str:
    """Key by key: was → is."""
    told = (
        f"{method_history.subject(change, p, view)}: {_told(view, change, p, p.before)} → {_told(view, change, p, p.after)}"
        for p in settings_editing.differences(change.before, change.after)[:SHOWN]
    )
    return "; ".join(told) or view.words("history.comments")


def _told(view: View, change: Change, part: SettingDifference, value: str | None) -> str:
    return method_history.in_words(change, part, value, view)


def _tables(
    view: View, now: Settings, slots: dict[str, Any], version: str
) -> dict[str, Callable[[], Any]]:
    """The settings that are tables; how each is read back, which may find it wrong."""
    unknown = people_editor.to_fill(view, now.people)
    build = view.data.build.build_id  # another build, other people to fill in
    with _titled(view, "target", slots):
        targets = target_editor.draw(view, now.target, f"targets-{version}")
    with _titled(view, "time_equation", slots):
        equations = equation_editor.draw(view, now.time_equation, f"equations-{version}")
    with _titled(view, "people", slots):
        people = people_editor.draw(view, now.people, unknown, f"people-{version}-{build}")
    with _titled(view, "design_pools", slots):
        designing = design_editor.draw(view, now.design_pools, f"design-{version}-{build}")
    with _titled(view, "exchange_rate", slots):
        wanted = rate_editor.asked(now.currency)
        rates = rate_editor.draw(view, now.exchange_rate, now.currency, f"rates-{version}", wanted)
    with _titled(view, "sale_stage", slots):
        stages = stage_editor.draw(view, now.sale_stage, f"stages-{version}")
    return {
        "target": partial(target_editor.raw, targets),
        "time_equation": partial(equation_editor.raw, equations),
        "people": partial(people_editor.raw, people, unknown),
        "design_pools": partial(design_editor.raw, designing, now.design_pools),
        "exchange_rate": partial(rate_editor.raw, rates, wanted),
        "sale_stage": partial(stage_editor.raw, stages),
    }


@contextmanager
def _titled(view: View, name: str, slots: dict[str, Any]) -> Iterator[None]:
    st.subheader(view.words(f"setting.section.{name}"), anchor=False)
    page.quiet(view.words(f"setting.{name}.note"), f"quiet-{name}")
    yield
    slots[name] = st.empty()


def _row(view: View, field: Field, slots: dict[str, Any], version: str) -> Any:
    left, right = st.columns([2, 3], gap="small", vertical_alignment="center")
    with left:
        value = setting_fields.draw(field, view.words, f"setting-{field.key}-{version}")
        slots[field.key] = st.empty()
    moves = f"setting.{field.key}.moves"
    if view.words.has(moves):
        with right:
            page.quiet(view.words(moves), f"quiet-{field.key}")
    return value


def _put(raw: dict[str, Any], field: Field, value: Any) -> None:
    if value is not None:
        (raw.setdefault(field.section, {}) if field.section else raw)[field.name] = value


def _save(view: View, root: Path, wanted: Settings, who: str, why: str) -> None:
    bar = st.progress(0.0, view.words("upload.building"))
    try:
        entry = settings_changes.save(root, wanted, who, why, who_and_why.progress(bar))
    finally:
        bar.empty()
    state.remember_person(who)
    meanwhile.forget()
    state.put("method.done", "settings.unchanged" if entry is None else "settings.saved")
    state.unpin()
    st.rerun()


def _beside(view: View, trouble: DealfitError, slots: dict[str, Any]) -> None:
    """The sentence under the field that it is about, else under the button."""
    words, key = view.words, str(trouble.details.get("key", ""))
    table = setting_fields.table_of(key)
    name = table or {"book_overhead": "book_overhead.rate"}.get(key, key)
    if name in slots and not table:
        slots[name].error(
            plain(setting_trouble.beside(words, trouble, name in setting_fields.SHARES))
        )
        st.error(
            plain(
                words(
                    "settings.refused",
                    field=words(f"setting.{name}") if words.has(f"setting.{name}") else name,
                )
            )
        )
    else:
        slots.get(name, st).error(plain(setting_trouble.sentence(words, trouble)))
