"""The storeys of analysis: imports run downwards only, no modules import each other in a circle, and one door writes what people decide."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

REPO = Path(__file__).parent.parent
STOREYS = (  # the lowest first; a module lies in the storey of its folder, whatever it is
    ("language",),
    ("errors", "places", "toml", "progress", "storage", "estimates", "isolation", "output"),
    ("dictionary", "validation"),
    ("intake",),
    ("journal",),
    ("delivery",),
    ("advice",),
    ("sql",),
    ("stores",),
    ("reader",),
    (
        "kinds",
        "pools",
        "portrait",
        "same_clients",
        "what_if",
        "decisions",
        "deals",
        "leads",
        "trust",
    ),
    ("findings",),
    ("actions", "databases"),
    ("export", "command", "cli", "__main__"),
)
STUDIES = STOREYS[10]
DOOR = "analysis"  # the public names: it imports from every storey, and nothing but callers imports them from it


def modules() -> dict[str, Path]:
    found = {}
    for path in (REPO / "analysis").rglob("*.py"):
        parts = path.relative_to(REPO).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports_of(path: Path) -> Iterator[str]:
    """Modules of analysis that the file imports anywhere in it, those for type checking alone too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else node.module


@cache
def imports() -> dict[str, set[str]]:
    """Module → the modules that it imports; read by the first test that asks, not by each worker that collects."""
    return {name: set(imports_of(path)) - {name} for name, path in MODULES.items()}


def storey(module: str) -> int:
    room = module.split(".")[1]
    places = [place for place, rooms in enumerate(STOREYS) if room in rooms]
    assert len(places) == 1, f"{module} lies in no storey"
    return places[0]


def test_imports_run_downwards() -> None:
    upward = {
        (module, there)
        for module, imported in imports().items()
        for there in imported - {DOOR}
        if module != DOOR and storey(there) > storey(module)
    }
    assert upward == set()


def test_no_module_of_a_storey_asks_the_public_door() -> None:
    callers = {
        module
        for module, imported in imports().items()
        if DOOR in imported and storey(module) < len(STOREYS) - 1
    }
    assert callers == set()


def test_a_study_knows_no_other() -> None:
    def study(module: str) -> str:
        return module.removeprefix("analysis.").split(".")[0]

    across = {
        (module, there)
        for module, imported in imports().items()
        for there in imported
        if study(module) in STUDIES and study(there) in STUDIES and study(module) != study(there)
    }
    assert across == set()


def test_no_circle_of_modules() -> None:
    """Takes away what imports nothing that is left, until nothing is."""
    left = {name: imported - {DOOR} for name, imported in imports().items() if name != DOOR}
    while free := {module for module, imported in left.items() if not imported & left.keys()}:
        left = {module: imported for module, imported in left.items() if module not in free}
    assert left == {}


def test_only_the_journal_opens_the_state_to_write() -> None:
    writers = {
        module
        for module, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "opened"
        and isinstance(node.value, ast.Name)
        and node.value.id in ("state", "shared_state")
    }
    assert {module for module in writers if not module.startswith("analysis.journal.")} == set()
