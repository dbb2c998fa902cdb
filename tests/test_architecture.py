"""What keeps the house in order, as tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dashboard import links
from dashboard.top import doors

REPO = Path(__file__).parent.parent
ANALYSIS = sorted((REPO / "analysis").rglob("*.py"))
DASHBOARD = sorted((REPO / "dashboard").rglob("*.py"))
INTAKE = sorted((REPO / "analysis" / "intake").rglob("*.py"))
PYTHON = [
    *ANALYSIS,
    *DASHBOARD,
    *sorted((REPO / "tests").rglob("*.py")),
    *sorted((REPO / "data").rglob("*.py")),
]
IMPORT = re.compile(r"^[ \t]*(?:from ([\w.]+) )?import (\([^)]*\)|[^\n]+)", re.MULTILINE)
SHORT = {
    "datetime": "dt",
    "hypothesis.strategies": "st",
    "numpy": "np",
    "numpy.typing": "npt",
    "pandas": "pd",
    "plotly.graph_objects": "go",
    "pyarrow": "pa",
    "pyarrow.compute": "pc",
    "pyarrow.parquet": "pq",
    "streamlit": "st",
}
ROOMS = ("files", "sheets", "columns", "values", "rows")
VIEWS = sorted(Path(links.page(page)) for page in doors.PAGES)


@cache
def tree(path: Path) -> ast.Module:
    """Parsed once for all the rules, which only look at it."""
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def names_of(path: Path) -> Iterator[str]:
    """What the file imports, by its full dotted name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def code(path: Path) -> str:
    """The file without comments and docstrings."""
    return ast.unparse(_without_docstrings(ast.parse(path.read_text("utf-8"))))


def _without_docstrings(parsed: ast.Module) -> ast.Module:
    for node in ast.walk(parsed):
        if (
            isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:] or [ast.Pass()]
    return parsed


def mentioning(pattern: str, paths: list[Path]) -> set[str]:
    return {in_house(path) for path in paths if re.search(pattern, code(path))}


def in_house(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


@pytest.mark.parametrize("path", ANALYSIS, ids=in_house)
def test_analysis_knows_nothing_of_the_screen(path: Path) -> None:
    assert not {"streamlit", "plotly", "dashboard"} & set(imported(path))


def test_only_state_touches_the_session_and_the_address() -> None:
    assert mentioning(r"session_state|st\.query_params", DASHBOARD) == {"dashboard/state.py"}


def test_only_cache_has_cache_decorators() -> None:
    assert mentioning(r"st\.cache_|lru_cache", DASHBOARD) <= {"dashboard/cache.py"}


def test_no_sql_in_the_dashboard() -> None:
    assert (
        mentioning(r"(?i)['\"]\s*(select|with)\s[^'\"]*\sfrom\s|\.execute\(|\.sql\(", DASHBOARD)
        == set()
    )


def test_plotly_and_colours_only_in_charts() -> None:
    allowed = {in_house(path) for path in (REPO / "dashboard" / "charts").glob("*.py")}
    assert {in_house(path) for path in DASHBOARD if "plotly" in set(imported(path))} <= allowed
    assert mentioning(r"#[0-9a-fA-F]{6}\b", DASHBOARD) <= allowed


def test_no_markup_with_data_in_it() -> None:
    assert mentioning(r"unsafe_allow_html", DASHBOARD) == set()


def test_a_room_of_the_intake_knows_only_those_before_it() -> None:
    """The way of a file (see analysis.intake): what lies beside the rooms knows none of them."""
    backward = set()
    for path in INTAKE:
        own = path.relative_to(REPO / "analysis" / "intake").parts[0]
        later = ROOMS[ROOMS.index(own) + 1 :] if own in ROOMS else ROOMS
        rooms = {
            name.split(".")[2] for name in names_of(path) if name.startswith("analysis.intake.")
        }
        if own != "__init__.py" and rooms & set(later):
            backward.add(in_house(path))
    assert backward == set()


def test_the_intake_knows_nothing_of_who_calls_it() -> None:
    """No deliveries, settings, history or store: what it needs of them it is given."""
    units = {
        name.split(".")[1]
        for path in INTAKE
        for name in names_of(path)
        if name.startswith("analysis.")
    }
    assert units <= {
        "intake",
        "language",  # the lowest storey: the sentence of a notice
        "errors",
        "places",
        "toml",
        "progress",
        "isolation",
        "dictionary",
        "validation",
    }  # of isolation: the folder for passing files; the dictionary is data


def test_a_file_is_read_at_one_sitting() -> None:
    """At most 300 lines."""
    lines = {
        in_house(path): path.read_text("utf-8").count("\n") for path in (*ANALYSIS, *DASHBOARD)
    }
    grown = {name: n for name, n in lines.items() if n > 300}
    assert grown == {}


@pytest.mark.parametrize("path", VIEWS, ids=in_house)
def test_a_page_is_short(path: Path) -> None:
    """By statements, a line each: how they are wrapped doesn't matter."""
    assert len(code(path).splitlines()) <= 70


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in (*ANALYSIS, *DASHBOARD)}), ids=in_house
)
def test_a_folder_is_read_at_a_glance(folder: Path) -> None:
    """Modules of one concept share a folder; where one grows past this it holds several."""
    assert len(list(folder.glob("*.py"))) <= 25


def test_a_class_name_means_one_thing() -> None:
    """In analysis and dashboard together: who reads a name need not ask which of two is meant."""
    homes: dict[str, list[str]] = {}
    for path in (*ANALYSIS, *DASHBOARD):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(in_house(path))
    assert {name: paths for name, paths in homes.items() if len(paths) > 1} == {}


def test_a_name_is_imported_as_it_is_called() -> None:
    """`as` is for the packages that everybody shortens alike: where it would mend a name, the name itself is changed."""
    mended = {
        f"{in_house(path)}: {home}{name} as {called}"
        for path in PYTHON
        for base, names in IMPORT.findall(path.read_text("utf-8"))
        for name, called in re.findall(r"([\w.]+)\s+as\s+(\w+)", names)
        for home in (f"{base}." if base else "",)
        if called not in (name, SHORT.get(home + name))
    }
    assert mended == set()


def test_one_hand_formats_the_code() -> None:
    """No line keeps a shape of its own: a comment stands above its line."""
    skipping = {
        in_house(path)
        for folder in ("analysis", "dashboard", "data", "tests")
        for path in (REPO / folder).rglob("*.py")
        if re.search(r"# *fmt: *(skip|off)", path.read_text("utf-8")) and path != Path(__file__)
    }
    assert skipping == set()


def test_the_first_listing_stays_short() -> None:
    listed = [path for path in (REPO / "analysis").iterdir() if path.name != "__pycache__"]
    assert len(listed) <= 36
