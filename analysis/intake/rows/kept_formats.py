"""How a file was read, kept as text: so that its refused rows, mended, are read exactly as their neighbours were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.contract import TABLES
from analysis.intake.currency import money_from
from analysis.intake.values.dates import DateFormat
from analysis.intake.values.formats import Formats
from analysis.intake.values.numbers import NumberFormat
from analysis.intake.values.returns import Back
from analysis.intake.values.vat import Vat

_SETS = ("float_ids", "of_one")  # of the formats
Form = TypeVar("Form", DateFormat, NumberFormat, Formats, Vat, Back)


def to_text(layout: Layout, formats: Formats) -> str:
    said = asdict(formats) | {name: sorted(getattr(formats, name)) for name in _SETS}
    whole = {
        "container": layout.container,
        "more": layout.more,
        "formats": said,
        "money": asdict(layout.money),
        "title": layout.title,
    }
    return json.dumps(whole, ensure_ascii=False, default=str)


def layout_of(
    text: str,
    file: str,
    table: str,
    headers: tuple[str, ...],
    columns: Mapping[str, str],
    mapping: FileMapping,
) -> tuple[Layout, Formats]:
    """The layout without a header row among its rows, and the formats, of a file that was taken in with this reading."""
    raw = json.loads(text)
    said = raw["formats"]
    said["numbers"] = {c: _made(NumberFormat, f) for c, f in said["numbers"].items()}
    said["dates"] = {c: _made(DateFormat, f) for c, f in said["dates"].items()}
    if said.get("discount_is_share"):  # as an earlier version wrote it
        said["rates"] = {"discount": "share"}
    said |= {name: frozenset(said.get(name, ())) for name in _SETS}
    place = {header: i for i, header in enumerate(headers)}
    said["vat"], said["back"] = _made(Vat, said.get("vat", {})), _made(Back, said.get("back", {}))
    layout = Layout(
        file=file,
        container=raw["container"],
        table=TABLES[table],
        headers=headers,
        columns={c: place[h] for c, h in columns.items()},
        header_row=0,
        skip=0,
        mapping=mapping,
        sample=(),
        constants=dict(mapping.constants),
        money=money_from(raw.get("money", {})),
        title=tuple(raw.get("title", ())),
        more={c: tuple(places_) for c, places_ in raw.get("more", {}).items()},
    )
    return layout, _made(Formats, said)


def _made(form: type[Form], said: Mapping[str, Any]) -> Form:
    """What a later version knows beside this has its default; what it has forgotten is left out."""
    known = {f.name for f in fields(form)}
    return form(**{name: value for name, value in said.items() if name in known})
