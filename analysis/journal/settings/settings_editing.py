"""Changing the settings from the screen: the file stays a text that a person reads, comments included.

A change is judged by `settings.read`, written with its history, and built at once; what can't be built is taken back whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import AoT, Table

from analysis import toml
from analysis.errors import BadSettings
from analysis.intake.currency import ExchangeRate
from analysis.journal import equation_text, settings, shared_state
from analysis.journal.settings import Settings, TimeEquation, settings_history
from analysis.journal.settings.sale_stages import SaleStage
from analysis.journal.settings.segment_targets import SegmentTarget

FILE = "settings.toml"


@dataclass(frozen=True)
class SettingDifference:
    """A key of a settings file in two texts; None: it isn't there, so that the default holds."""

    key: str
    before: str | None
    after: str | None


def current(root: Path) -> Settings:
    """The settings in force; what is made of them by `replace` knows the text that it was drawn from."""
    return drawn_from(settings_history.text(root) or "")


def drawn_from(text: str) -> Settings:
    return replace(parsed(text), drawn_from=text)


def over(theirs: str, mine: Settings) -> Settings:
    """The settings of the text `theirs` with what `mine` changes of those that it was drawn from; what only they changed stays."""
    base, found = parsed(mine.drawn_from or ""), drawn_from(theirs)
    for field in fields(Settings):
        before, after = getattr(base, field.name), getattr(mine, field.name)
        if not field.compare or before == after:
            continue
        if is_dataclass(after) and not isinstance(after, type):
            keys = (f.name for f in fields(after))
            moved = {
                key: getattr(after, key)
                for key in keys
                if getattr(after, key) != getattr(before, key)
            }
            after = replace(getattr(found, field.name), **moved)
        found = replace(found, **{field.name: after})
    return found


def text_before(root: Path, entry: int, name: str = FILE) -> str:
    """What a settings file held before an entry of its history."""
    return texts_of(root, entry, name)[0]


def texts_of(root: Path, entry: int, name: str = FILE) -> tuple[str, str]:
    """What a settings file held before and after an entry of its history."""
    select = "select before, after from changes where id = ? and what = 'settings' and key = ?"
    found = shared_state.rows(root, select, (entry, name))
    if not found:
        raise BadSettings("no_such_change", entry=entry)
    before, after = found[0]
    return before or "", after or ""


def parsed(text: str) -> Settings:
    return settings.read(toml.of_file(text, FILE))


def changed(text: str, wanted: Settings) -> str:
    """The text with `wanted` in it: only what differs is touched, so that comments and order stay."""
    now, document = parsed(text), tomlkit.parse(text)
    for field in fields(Settings):
        before, after = getattr(now, field.name), getattr(wanted, field.name)
        if not field.compare or before == after:
            continue
        if field.name == "time_equation":
            _put_list(document, field.name, before, after, _equation)
        elif field.name == "target":
            _put_list(document, field.name, before, after, _target)
        elif field.name == "exchange_rate":
            _put_list(document, field.name, before, after, _rate)
        elif field.name == "sale_stage":
            there = (
                before if field.name in document else ()
            )  # else the usual ones, which no file holds
            _put_list(document, field.name, there, after, _stage)
        elif field.name in ("people", "design_pools"):
            _put_names(document, field.name, dict(after))
        elif is_dataclass(after):
            _put_section(document, field.name, before, after)
        else:
            document[field.name] = after
    written = tomlkit.dumps(document)
    parsed(written)  # an impossible value is refused here, with the same sentence as a file's
    return written


def _put_section(document: tomlkit.TOMLDocument, name: str, before: Any, after: Any) -> None:
    if name not in document:
        document[name] = tomlkit.table()
    section: Any = document[name]
    for field in fields(after):
        value = getattr(after, field.name)
        if value == getattr(before, field.name):
            continue
        if value is None:
            section.pop(field.name, None)
        else:
            section[field.name] = plain(value)


def _put_names(document: tomlkit.TOMLDocument, name: str, after: Mapping[str, Any]) -> None:
    """A table of names, each with its value: people's pools, pools that design."""
    if name not in document:
        document[name] = tomlkit.table()
    section: Any = document[name]
    for key in [k for k in section if k.strip() not in after]:
        section.pop(key)
    there = {key.strip(): key for key in section}
    for key, value in after.items():
        written = there.get(key, key)
        held = section.get(written)
        if (held.strip() if isinstance(held, str) else held) != value:
            section[written] = value


def _put_list(
    document: tomlkit.TOMLDocument,
    name: str,
    before: tuple[Any, ...],
    after: tuple[Any, ...],
    anew: Callable[[Any], Table],
) -> None:
    """Equations and rates that stay keep their text; the others are written anew."""
    old: Any = document.pop(name, [])
    kept = {each: text for each, text in zip(before, old, strict=True) if isinstance(text, Table)}
    if after:
        document[name] = AoT([kept[each] if each in kept else anew(each) for each in after])


def _rate(rate: ExchangeRate) -> Table:
    table = tomlkit.table()
    table.update({"currency": rate.currency, "since": rate.since, "rate": plain(float(rate.rate))})
    return table


def _target(target: SegmentTarget) -> Table:
    table = tomlkit.table()
    table.update(
        {
            name: plain(value)
            for name, value in (*target.asked(), ("true_margin", target.true_margin))
        }
    )
    return table


def _stage(stage: SaleStage) -> Table:
    table = tomlkit.table()
    table.update({"number": stage.number, "ru": stage.ru, "en": stage.en})
    table["norm_days"] = plain(stage.norm_days)
    if stage.also:
        table["also"] = list(stage.also)
    return table


def _equation(equation: TimeEquation) -> Table:
    table = tomlkit.table()
    table["pool"] = equation.pool
    if equation.unit is not None:
        table["unit"] = equation.unit
    table["base"] = plain(equation.base)
    terms = tomlkit.array()
    for feature, each in equation.terms:
        term = tomlkit.inline_table()
        term.update({"feature": feature, "each": plain(each)})
        terms.append(term)
    table["terms"] = terms
    if equation.when != settings.NO_LOG_OF_THE_POOL:
        table["when"] = equation.when
    return table


def plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def differences(before: str | None, after: str | None) -> list[SettingDifference]:
    """What a change changed, key by key; comments are nobody's setting."""
    old, new = _flat(before), _flat(after)
    return [
        SettingDifference(k, old.get(k), new.get(k))
        for k in dict.fromkeys([*old, *new])
        if old.get(k) != new.get(k)
    ]


def _flat(text: str | None) -> dict[str, str]:
    try:
        raw = toml.of_file(text or "", FILE)
    except BadSettings:
        return {"": text or ""}
    flat: dict[str, str] = {}
    for name, value in raw.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}.{key}": _listed(each) for key, each in value.items()}
        elif isinstance(value, list):
            flat |= {f"{name} {_named(each, i)}": _one(name, each) for i, each in enumerate(value)}
        else:
            flat[name] = str(value)
    return flat


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _named(each: Any, place: int) -> str:
    if isinstance(each, Mapping) and "since" in each:
        return f"{each.get('currency')} {each['since']}"
    named = (each.get("pool") or each.get("name")) if isinstance(each, Mapping) else None
    return str(named or place + 1)


def _one(name: str, each: Any) -> str:
    if name == "time_equation":
        try:
            return equation_text.whole(settings.read({name: [each]}).time_equation[0])
        except BadSettings:
            pass
    if name == "exchange_rate" and isinstance(each, Mapping):
        return str(each.get("rate"))
    return (
        ", ".join(f"{k} = {v}" for k, v in each.items()) if isinstance(each, Mapping) else str(each)
    )
