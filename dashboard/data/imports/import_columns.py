"""Which header of the file gives which column: one list per column of the table, the values beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from analysis import intake
from analysis.intake.rows.preview.proposal import Seen
from analysis.language import Words, plain
from dashboard import page, state
from dashboard.data.imports import import_constants, import_corrections, import_sentences
from dashboard.data.imports.import_corrections import NOTHING, SAME
from dashboard.view import View

WIDTHS = (4, 5, 7)  # what it is · the header · its values
SAMPLES = 3
LONGEST = 60  # signs of a value
NEVER = (
    ("order_lines", "order_id"),
    ("order_lines", "line_no"),
    ("clients", "client_id"),
    ("clients", "client_name"),
)


def show(view: View, key: str, seen: Seen) -> None:
    words, table = view.words, seen.table or ""
    st.markdown(f"**{plain(words('import.columns'))}**")
    page.quiet(words("import.columns.note"), f"quiet-columns-{key}")
    needed = {name for group in seen.missing for alternative in group for name in alternative}
    constants = _constants(key, seen)
    shown = [
        n for n in intake.TABLES[table].names if n in seen.columns or n in needed or n in constants
    ]
    others = [n for n in intake.TABLES[table].names if n not in shown]
    with st.container(key=f"importcolumns-{key}", gap="xxsmall"):
        for name in shown:
            _column(view, key, seen, name, name in needed and not constants.get(name))
        absent = len(others) - len(
            {c.like for c in seen.unused_columns} & set(others)
        )  # those may stand in the file
        if others and st.toggle(words("import.columns.more", n=absent), key=f"import.more.{key}"):
            for name in others:
                _column(view, key, seen, name, False)
    _unused(view, key, seen)


def _column(view: View, key: str, seen: Seen, name: str, is_missing: bool) -> None:
    words, widget = (
        view.words,
        import_corrections.widget(view, "column", key, seen.table or "", name),
    )
    title = words.title(name)
    left, middle, right = st.columns(WIDTHS, vertical_alignment="center", gap="small")
    key_about = f"input.{seen.table}.{name}"
    about = plain(words(key_about)) if words.has(key_about) else None
    if is_missing:
        left.markdown(f":red[{plain(_needed(words, seen, name))}]", help=about)
    else:
        met = [
            alternative
            for alternative in _group(seen.table or "", name)
            if alternative <= seen.columns.keys()
        ]
        starred = len(met) == 1 and name in met[0]  # without it the table can't go in
        left.text(words("import.column.required", name=title) if starred else title, help=about)
    constants = _constants(key, seen)
    import_corrections.set_widget(
        widget, SAME if name in constants else seen.columns.get(name, NOTHING)
    )
    offered = [NOTHING, *([SAME] if _may_be_constant(seen, name) else []), *seen.headers]
    middle.selectbox(
        title,
        offered,
        key=widget,
        label_visibility="collapsed",
        on_change=import_corrections.take_column,
        args=(key, name, widget, offered),
        format_func=lambda h: _choice(words, h),
    )
    if name in constants:
        import_constants.ask(right, view, key, seen.table or "", name, constants[name])
    elif name in seen.columns:
        with right.container(key=f"quiet-sample-{key}-{name}"):
            st.text(values(seen, seen.columns[name]))


def _constants(key: str, seen: Seen) -> dict[str, str]:
    """Columns of one value for every row, those among them whose value is still to be given."""
    said = import_corrections.of(key)
    return {
        **{c: v for c, v in seen.mapping.constants.items() if c not in said.columns},
        **said.constants,
    }


def _may_be_constant(seen: Seen, name: str) -> bool:
    """Not what tells rows apart: one number for all lines would make them one order."""
    return (seen.table, name) not in NEVER and intake.TABLES[seen.table or ""].column(
        name
    ).kind != "stamp"


def _choice(words: Words, header: str) -> str:
    return words("import.column.same") if header == SAME else header or words("import.column.none")


def _needed(words: Words, seen: Seen, name: str) -> str:
    """That the column is required, and what would do instead of it."""
    others = tuple(
        alternative for alternative in _group(seen.table or "", name) if name not in alternative
    )
    if others:
        return words(
            "import.column.either",
            name=words.title(name),
            others=import_sentences.missing(words, [others]),
        )
    return words("import.column.needed", name=words.title(name))


def _group(table: str, name: str) -> Sequence[Any]:
    """The alternatives among which the table requires this column; () where it does not."""
    return next((g for g in intake.TABLES[table].required if any(name in a for a in g)), ())


def values(seen: Seen, header: str) -> str:
    """The first values under a header, those that differ."""
    position = seen.headers.index(header)
    found = dict.fromkeys(
        row[position].strip()
        for row in seen.sample
        if position < len(row) and row[position].strip()
    )
    return " · ".join(v if len(v) <= LONGEST else f"{v[:LONGEST]}…" for v in list(found)[:SAMPLES])


def _unused(view: View, key: str, seen: Seen) -> None:
    """Headers that nothing takes, and the way to take one."""
    words, table = view.words, seen.table or ""
    if seen.extras:
        page.quiet(
            words("import.kept", headers=import_sentences.names(words, list(seen.extras))),
            f"quiet-kept-{key}",
        )
    free = [*seen.unused, *seen.extras]
    if not free:
        return
    page.quiet(
        words("import.unused", headers=import_sentences.names(words, list(seen.unused), 12)),
        f"quiet-unused-{key}",
    )
    left, right = st.columns(2)
    header = left.selectbox(
        words("import.use.header"),
        free,
        key=import_corrections.widget(view, "free", key, seen.table or ""),
        format_func=lambda h: words("import.use.header.as", header=h, values=values(seen, h)),
    )
    widget = import_corrections.widget(view, "use", key, seen.table or "")
    import_corrections.set_widget(widget, NOTHING)
    open_columns = [n for n in intake.TABLES[table].names if n not in seen.columns]
    right.selectbox(
        words("import.use.as"),
        [NOTHING, *open_columns],
        key=widget,
        on_change=use,
        args=(key, table, widget, header),
        format_func=lambda n: words.title(n) if n else words("import.use.none"),
    )


def use(key: str, table: str, widget: str, header: str) -> None:
    if (column := state.get(widget)) in intake.TABLES[table].names:
        import_corrections.put_column(key, column, header)
