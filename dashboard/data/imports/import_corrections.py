"""What the user altered in a table of a dropped file: kept in the session until the file goes in or is let go.

Widgets show what reading really does; a click changes only the correction, and the file is looked at again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from analysis.intake import FileMapping
from analysis.intake.rows.preview.proposal import Seen
from dashboard import state
from dashboard.view import View

NOTHING = ""  # a column that takes no header
SAME = "\0same"  # the choice of one value for every row; no header has such a sign
UNSET = object()


@dataclass(frozen=True)
class TableCorrection:
    """None and absent keys: as recognised. columns: contract column → header, NOTHING leaves it empty.

    constants: column → the value of every row, "" while it is still to be given; such a column takes no header.
    answers: question → answer, "" to ask again.
    """

    table: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self != TableCorrection()

    @property
    def key(self) -> str:
        """The same for the same correction: for what is remembered by it."""
        parts = (
            sorted(part.items())
            for part in (self.columns, self.formats, self.constants, self.answers)
        )
        return repr((self.table, self.header_row, *parts))

    def over(self, seen: Seen) -> FileMapping:
        """What was recognised, as corrected: a header that another column takes now is taken from the former one."""
        moved = {header for header in self.columns.values() if header}
        same = self.table in (None, seen.table) and self.header_row in (None, seen.header_row)
        columns = {c: NOTHING if h in moved else h for c, h in seen.columns.items()} if same else {}
        formats = {
            n: v for n, v in seen.mapping.format.items() if same or n not in ("header_row", "shape")
        }
        if self.header_row:
            formats["header_row"] = str(self.header_row)
        if seen.sheet:
            formats["sheet"] = seen.sheet
        answers = {q: a for q, a in {**seen.mapping.answers, **self.answers}.items() if a}
        return FileMapping(
            self.table or seen.table,
            {**columns, **self.columns},
            self.constants_over(seen),
            {**formats, **self.formats},
            answers,
        )

    def constants_over(self, seen: Seen) -> dict[str, str]:
        """Those in force; a column that was told something else has its former one no longer."""
        former = {c: v for c, v in seen.mapping.constants.items() if c not in self.columns}
        return {**former, **{c: v for c, v in self.constants.items() if v}}


def _slot(sheet: str) -> str:
    return f"import.correction.{sheet}"


def of(sheet: str) -> TableCorrection:
    """sheet: the key of a table of a dropped file."""
    found = state.get(_slot(sheet))
    return found if isinstance(found, TableCorrection) else TableCorrection()


def drop(sheet: str) -> None:
    state.put(_slot(sheet), TableCorrection())


def take_table(sheet: str, widget: str, options: Collection[str]) -> None:
    """For callbacks, as all below: what is none of the options is no answer. Another table has other columns."""
    if (table := state.get(widget)) in options:
        state.put(_slot(sheet), replace(of(sheet), table=table, columns={}, constants={}))


def take_header_row(sheet: str, widget: str, options: Collection[int]) -> None:
    if (row := state.get(widget)) in options:
        put_header_row(sheet, int(row))


def put_header_row(sheet: str, row: int) -> None:
    state.put(_slot(sheet), replace(of(sheet), header_row=row, columns={}))


def take_column(sheet: str, column: str, widget: str, options: Collection[str]) -> None:
    if (header := state.get(widget)) in options:
        put_column(sheet, column, header)


def put_column(sheet: str, column: str, header: str) -> None:
    now = of(sheet)
    others = {c: h for c, h in now.columns.items() if c != column and not (header and h == header)}
    constants = {c: v for c, v in now.constants.items() if c != column}
    if header == SAME:
        header, constants = NOTHING, {**constants, column: ""}
    state.put(_slot(sheet), replace(now, columns={**others, column: header}, constants=constants))


def put_constant(sheet: str, column: str, value: str) -> None:
    now = of(sheet)
    state.put(
        _slot(sheet),
        replace(
            now,
            columns={**now.columns, column: NOTHING},
            constants={**now.constants, column: value},
        ),
    )


def put_answer(sheet: str, question: str, answer: str) -> None:
    """answer: "" asks again."""
    now = of(sheet)
    state.put(_slot(sheet), replace(now, answers={**now.answers, question: answer}))


def take_format(sheet: str, name: str, widget: str, options: Collection[str]) -> None:
    if (value := state.get(widget)) in options:
        put_format(sheet, name, value)


def put_format(sheet: str, name: str, value: str) -> None:
    now = of(sheet)
    kept = {n: v for n, v in now.formats.items() if n != name}
    state.put(_slot(sheet), replace(now, formats={**kept, name: value} if value else kept))


def widget(view: View, *names: str) -> str:
    """The key of a list of translated choices: of its own in each language, for a browser sends back the words it shows."""
    return ".".join(("import", *names, view.words.lang))


def set_widget(widget: str, value: object) -> None:
    """Lets a widget show what reading does; touched only where it shows something else, or an open list would close."""
    if state.get(widget, UNSET) != value:
        state.put(widget, value)
