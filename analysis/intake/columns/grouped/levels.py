"""Which rows of a grouped report stand under which: by outline level, indent, leading spaces, columns or «Total …» rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.intake.columns.grouped.documents import by_documents, level_with_orders
from analysis.intake.columns.grouped.lines import Line
from analysis.intake.patterns import bounded
from analysis.intake.sheets.grid import Looks

_SURE = re.compile(
    r"^\s*(?:(?:итого|общий итог|общий результат|итог результат|total result"
    r"|под[ыи]тог|grand total|sub-?total)\b[\s:.,-]*(?P<by>(?:по|за|for|of)\s+)?"
    r"|(?:всего|total)\b[\s:.,-]*(?:(?:по|за|for|of)\b\s*|$))(?P<whose>.*?)[\s:]*$",
    re.IGNORECASE,
)
LONGEST = 300  # characters of a group's name
DEEPEST = 20  # levels: no report has more
_UNIT = re.compile(r"^\W*(?:руб|р\b|тыс|млн|rub|usd|eur|шт|с ндс|без ндс)", re.IGNORECASE)
# These may begin or end a name («Total Quality Ltd»): totals only where a group of that name is there.
_FIRST, _LAST = ("всего", "total"), ("итого", "итог", "всего", "total", "результат", "result")
_KIND_BEFORE = bounded(
    r"^(?:(?:контрагент|клиент|покупател|заказ|номенклатур|групп|менеджер|подразделени|документ|customer|client|order|group)\w*\s*:?\s+)",
    re.IGNORECASE,
)


@dataclass
class Node:
    """A row with its place in the report. `depth` from 0; `stated`: the texts of all levels that hold here, by depth."""

    line: Line
    depth: int
    stated: Mapping[int, str]
    above: tuple[int, ...]  # positions of the nodes over it, outermost first
    is_detail: bool = False  # its own columns say what it is, not its place
    children: int = 0


@dataclass(frozen=True)
class Tree:
    """A report as one way of telling levels reads it. `totals`: totals rows with the nodes before each and its group, if any."""

    source: str
    nodes: Sequence[Node]
    depth: int  # number of levels with texts
    totals: Sequence[tuple[Line, int, int | None]] = field(default_factory=tuple)
    lost: Sequence[Line] = field(default_factory=tuple)  # rows without a place

    @property
    def leaves(self) -> Iterator[tuple[int, Node]]:
        return ((n, node) for n, node in enumerate(self.nodes) if not node.children)


def total_of(text: str, groups: Container[str]) -> str | None:
    """Whose total the row is: «» for «Итого», the name for «Итого по Ромашке» or «Ромашка Итог»; None for no totals row.

    `groups`: the texts of the report's rows, as `plain_name` leaves them.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    if sure := _SURE.match(text):
        whose = " ".join(sure.group("whose").split())
        is_name = (
            bool(whose) and not sure.group("by") and not _UNIT.match(whose)
        )  # «Итого Сервис ООО» is a client
        return None if is_name and plain_name(whose) not in groups else whose
    words = text.split()
    names = [words[1:]] if words[:1] and words[0].casefold().rstrip(":") in _FIRST else []
    names += [words[:-1]] if words[1:] and words[-1].casefold().rstrip(":") in _LAST else []
    found = (" ".join(name).strip(" :-") for name in names)
    return next((name for name in found if name and plain_name(name) in groups), None)


def plain_name(text: str) -> str:
    return " ".join(text.split()).strip("«»\"' ").casefold()


def readings(
    lines: Sequence[Line], looks: Callable[[], Looks], text_columns: Sequence[int]
) -> Iterator[Tree]:
    """The report as each way of telling levels reads it that finds more than one, the plainest first."""
    rows = [line for line in lines if line.total_of is None]
    if not rows:
        return
    stated = {tuple(line.texts) for line in rows if line.texts}
    if len(stated) > 1 and len({column for columns in stated for column in columns}) > 1:
        order = {
            column: n for n, column in enumerate(sorted({c for line in rows for c in line.texts}))
        }
        yield _tree("columns", lines, {x.at: order[max(x.texts)] for x in rows if x.texts}, order)
    seen, told = looks(), False
    sources: dict[str, dict[int, int]] = {
        "outline": {line.at: seen.levels.get(line.at, 0) for line in rows},
        "indent": {
            x.at: seen.indents.get((x.at, max(x.texts, default=min(text_columns, default=0))), 0)
            for x in rows
            if x.texts or not x.has_columns
        },
        "spaces": {x.at: len(x.text) - len(x.text.lstrip()) for x in rows if x.texts},
    }
    for source, raw in sources.items():
        if len(set(raw.values())) > 1 or (len(raw) < len(rows) and raw and source == "spaces"):
            if len(set(raw.values())) > DEEPEST:
                continue
            told = True
            steps = {value: n for n, value in enumerate(sorted(set(raw.values())))}
            depths, tops = level_with_orders(rows, {at: steps[value] for at, value in raw.items()})
            yield _tree(source, lines, depths, tops=tops)
    if brackets := _brackets(lines):
        yield _tree("totals", lines, brackets)
    if not told and (documents := by_documents(rows)):
        yield _tree("documents", lines, documents)


def _tree(
    source: str,
    lines: Sequence[Line],
    depths: Mapping[int, int],
    columns: Mapping[int, int] | None = None,
    tops: Container[int] = (),
) -> Tree:
    """Nodes under their groups; a line without a depth stands under the group that is open. `tops`: rows under no group."""
    nodes: list[Node] = []
    totals: list[tuple[Line, int, int | None]] = []
    lost: list[Line] = []
    last: Node | None = None
    open_: list[int] = []
    deepest = max(depths.values(), default=-1)
    takes_details = _takes_details(lines, depths)
    for at, line in enumerate(lines):
        if line.total_of is not None:
            group = _group_of(line, nodes, open_)
            totals.append((line, len(nodes), group))
            if group is not None and group in open_:
                del open_[open_.index(group) :]  # «Total Acme» ends Acme
            continue
        depth = depths.get(line.at)
        under_line = (
            depth is None
            and bool(open_)
            and nodes[open_[-1]].depth == deepest
            and not takes_details
        )
        if depth is None and (under_line or not line.has_columns):
            lost.append(line)
            open_.clear()  # whatever it was: the rows below may be its own
            last = None
            continue
        if (
            depth is not None
            and (repeated := _repeats(line, depth, lines[at + 1 : at + 2], depths, nodes, open_))
            is not None
        ):
            totals.append((line, len(nodes), repeated))
            del open_[open_.index(repeated) :]
            continue
        while open_ and depth is not None and (line.at in tops or nodes[open_[-1]].depth >= depth):
            open_.pop()
        above = tuple(open_)
        over = nodes[above[-1]] if above else last if columns else None
        stated = over.stated if over else {}
        if depth is None:
            nodes.append(
                Node(
                    line, nodes[above[-1]].depth + 1 if above else 0, stated, above, is_detail=True
                )
            )
        else:
            own = (
                {columns[c]: t.strip() for c, t in line.texts.items()}
                if columns
                else {depth: line.text.strip()}
            )
            nodes.append(
                Node(line, depth, {d: t for d, t in stated.items() if d < min(own)} | own, above)
            )
        last = nodes[-1]
        if above:
            nodes[above[-1]].children += 1
        if depth is not None:
            open_.append(len(nodes) - 1)
    return Tree(source, nodes, max(depths.values(), default=-1) + 1, tuple(totals), tuple(lost))


def _takes_details(lines: Sequence[Line], depths: Mapping[int, int]) -> bool:
    """Whether rows without a text are what the deepest groups consist of: most of these have one right under them."""
    rows = [line for line in lines if line.total_of is None]
    deepest = max(depths.values(), default=-1)
    below = [
        depths.get(after.at) is None and after.has_columns
        for line, after in zip(rows, [*rows[1:], *rows[:0]], strict=False)
        if depths.get(line.at) == deepest
    ]
    return 2 * sum(below) >= len(below)


def _repeats(
    line: Line,
    depth: int,
    after: Sequence[Line],
    depths: Mapping[int, int],
    nodes: Sequence[Node],
    open_: Sequence[int],
) -> int | None:
    """The open group that the row repeats under its lines, in text and amounts: its total without the word."""
    if not line.amounts or (
        after and (depths.get(after[0].at) or 0) > depth and after[0].total_of is None
    ):
        return None
    for n in reversed(open_):
        if nodes[n].depth == depth:
            same = plain_name(nodes[n].line.text) == plain_name(line.text) and dict(
                nodes[n].line.amounts
            ) == dict(line.amounts)
            return n if same and nodes[n].children else None
    return None


def _group_of(line: Line, nodes: Sequence[Node], open_: Sequence[int]) -> int | None:
    """The open group whose total the row says it is."""
    if not line.total_of:
        return None
    wanted = {plain_name(line.total_of), plain_name(_KIND_BEFORE.sub("", line.total_of))}
    for n in reversed(open_):
        if plain_name(nodes[n].line.text) in wanted:
            return n
    return None


def _brackets(lines: Sequence[Line]) -> dict[int, int]:
    """Depths where each group without amounts is ended by its own «Total …» row; {} where some isn't."""
    depths: dict[int, int] = {}
    open_: list[str] = []
    closed = {" ".join(line.total_of.split()).casefold() for line in lines if line.total_of}
    for line in lines:
        name = line.total_of
        if name is not None:
            if name.casefold() in open_:
                del open_[open_.index(name.casefold()) :]
        elif line.texts:
            text = " ".join(line.text.split()).casefold()
            depths[line.at] = len(open_)
            if text in closed and not line.amounts:
                open_.append(text)
            if len(open_) > DEEPEST:
                return {}
    return depths if closed and max(depths.values(), default=0) > 0 else {}
