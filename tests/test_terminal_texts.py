"""Names, headers and values of files may hold what steers a terminal: the command prints them as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis.cli import main
from analysis.output.terminal import plain

STEERING = "\x1b]0;pwned\x07\x1b[31m\x9b2J\u202e"
NAMES = f"a{STEERING}b"


def said(*words: object) -> str:
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.output


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("steering")
    text = f"order_id,client_name,order_date,revenue,{NAMES}\n1,{NAMES},2025-01-10,5,x\n2,B,2025-31-31{STEERING},7,y\n"
    (folder / f"orders{STEERING}.csv").write_text(text, "utf-8")
    (folder / f"empty{STEERING}.csv").write_text("", "utf-8")
    (folder / f"notes{STEERING}.bin").write_text("", "utf-8")
    printed = said("import", folder, "--workspace", folder / "ws")
    assert "pwned" in printed
    assert plain(printed) == printed
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("import", "orders*.csv"),
        ("import", "empty*.csv"),
        ("import", "notes*.bin"),
        ("undo", "--list"),
        ("clients",),
        ("clients", "--format", "csv"),
        ("clients", "--format", "json"),
        ("clients", "--from", STEERING),
        ("orders", "--manager", STEERING),
        ("check",),
        ("sql", "select * from rejected_rows"),
        ("sql", f'select 1 as "{NAMES}"'),
        ("sql", f"select {STEERING}"),
    ],
)
def test_nothing_that_is_printed_steers_a_terminal(root: Path, words: tuple[str, ...]) -> None:
    given = [
        next(root.glob(word)) if "*" in word and word.endswith(("csv", "bin")) else word
        for word in words
    ]
    printed = said(*given, "--workspace", root / "ws")
    assert not {sign for sign in printed if ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0} - {"\n"}
    assert (
        words[-1] == "csv" or plain(printed) == printed
    )  # CSV is data: marks of direction stay in it
