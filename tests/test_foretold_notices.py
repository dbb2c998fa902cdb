"""What the build will notice is said by the trial run, before the import, and only what is new; nothing is kept of the trial."""

from __future__ import annotations

from pathlib import Path

import pytest

import analysis

HEAD = "order_id,client_name,order_date,revenue\n"
ORDERS = HEAD + "1,A,2024-01-10,100\n2,B,2024-01-11,50\n"
CASES = {
    "an_order_number_is_given_anew": ("order_lines", HEAD + "1,A,2025-02-10,70\n"),
    "a_client_is_described_twice_in_one_file": (
        "clients",
        "client_name,industry\nA,energy\nA,food\n",
    ),
    "a_record_of_time_lasts_over_a_day": (
        "usage",
        "order_id,pool,started_at,ended_at\n1,design,2024-01-10 09:00,2024-01-12 10:00\n",
    ),
}


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("notice", CASES)
def test_a_trial_says_what_the_import_notices(tmp_path: Path, notice: str) -> None:
    root, (table, text) = tmp_path / "ws", CASES[notice]
    analysis.import_paths(root, [written(tmp_path, "a.csv", ORDERS)])
    new = written(tmp_path, "b.csv", text)
    before = {p.name for p in root.rglob("*")}
    foretold = {n.name: n.rows for n in analysis.dry_run(root, [new], table=table).noticed}
    assert {p.name for p in root.rglob("*")} - before <= {".importer.lock"}
    noticed = {n.name: n.rows for n in analysis.import_paths(root, [new], table=table).noticed}
    assert foretold[notice] == noticed[notice]
    assert set(foretold) == set(noticed) - {"an_order_has_no_hours"}


def test_what_was_noticed_before_is_not_foretold_again(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    analysis.import_paths(root, [written(tmp_path, "a.csv", ORDERS)])
    analysis.import_paths(root, [written(tmp_path, "b.csv", HEAD + "1,A,2025-02-10,70\n")])
    assert (
        analysis.dry_run(root, [written(tmp_path, "c.csv", HEAD + "9,C,2025-02-10,70\n")]).noticed
        == ()
    )
