"""Questions and `--answer`: asked by the command, answered, remembered for the file's shape, kept with refused rows that are mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import analysis
from analysis import cli
from analysis.actions import rows_to_mend
from analysis.delivery import manifest
from analysis.errors import BadMapping
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)


TEXT = "order_id,client_name,order_date,revenue\n1,A,01/02/2025,5\n2,B,03/04/2025,7.50\n"
RUSSIAN = "Номер заказа;Контрагент;Дата;Выручка\n1;А;01/02/2025;5\n2;А;03/04/2025;8,25\n"
ASKED = "day_or_month:order_date"


def written(folder: Path, text: str, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def run(root: Path, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(cli.main, ["import", "--workspace", str(root), *words])
    return found.exit_code, found.output


def days(root: Path) -> list[str]:
    with analysis.open_workspace(root) as ws:
        return [
            str(d.date())
            for d in ws.sql("select order_date from order_profit order by order_id")["order_date"]
        ]


def test_the_command_asks_and_takes_the_answer(tmp_path: Path) -> None:
    path, root = str(written(tmp_path, TEXT)), tmp_path / "ws"
    code, said = run(root, path)
    assert code == 2
    assert f'answer by --answer "{ASKED}=dmy" (or mdy)' in said
    code, said = run(root, path, "--strict", "--answer", f"{ASKED}=mdy")
    assert f"a.csv: question {ASKED}: answered, the month comes first: 01/02 is 2 January" in said
    assert days(root) == ["2025-01-02", "2025-03-04"]
    code, said = run(root, path, "--answer", f"{ASKED}=mdy")
    assert "already imported, nothing changed" in said
    code, said = run(root, path, "--answer", f"{ASKED}=dmy")
    assert code == 0
    assert days(root) == ["2025-02-01", "2025-04-03"], "another answer reads the file anew"


def test_an_answer_is_remembered_for_the_shape(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    run(root, str(written(tmp_path, TEXT)), "--answer", f"{ASKED}=mdy")
    _, said = run(root, str(written(tmp_path, TEXT.replace("2025", "2026"), "b.csv")), "--strict")
    assert f"b.csv: question {ASKED}: answered" in said
    with analysis.open_workspace(root) as ws:
        assert ws.metric("revenue") == pytest.approx(25.0)


def test_an_open_question_is_printed_with_its_stake_and_fails_a_strict_import(
    tmp_path: Path,
) -> None:
    code, said = run(tmp_path / "ws", str(written(tmp_path, RUSSIAN)), "--strict")
    assert code == 1
    asked = "a.csv: question: 'Дата' never says whether day or month comes first (01/02/2025)."
    assert (
        f"{asked} Read as: the day comes first: 01/02 is 1 February. At stake: revenue 13.25."
        in said
    )
    assert (
        '--answer "day_or_month:Дата=ANSWER", mdy (the month comes first: 01/02 is 2 January)'
        in said
    )
    assert "strict: open question a.csv: day_or_month:Дата" in said


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            "day_or_month:order_dat=dmy",
            "No file asks the question 'day_or_month:order_dat': can be answered: 'day_or_month:order_date'.",
        ),
        (
            "day_or_month:order_date=ydm",
            "can't be answered by 'ydm': answer one of refuse, dmy, mdy.",
        ),
        ("which_way:order_date=dmy", "'which_way:order_date' is no question"),
        ("dmy", "--answer 'dmy' must be QUESTION=ANSWER"),
    ],
)
def test_what_can_be_answered_is_said(tmp_path: Path, answer: str, sentence: str) -> None:
    code, said = run(tmp_path / "ws", str(written(tmp_path, TEXT)), "--answer", answer)
    assert code == 2
    assert sentence in said
    assert manifest.read_all(tmp_path / "ws" / "imports") == (), "nothing was taken in"


def test_an_answer_goes_to_the_file_that_asks(tmp_path: Path) -> None:
    root, asking = tmp_path / "ws", written(tmp_path, TEXT)
    other = written(
        tmp_path, "order_id,client_name,order_date,revenue,manager\n9,A,2025-01-31,1,M\n", "b.csv"
    )
    for _ in range(2):
        result = analysis.import_paths(root, [asking, other], answers={ASKED: "dmy"})
    assert set(result.unchanged) == {"a.csv", "b.csv"}
    with pytest.raises(BadMapping, match="these files ask nothing"):
        analysis.import_paths(root, [other], answers={ASKED: "dmy"})


@pytest.mark.parametrize(("answer", "cost"), [("", 600.0), ("piece", 600.0), ("line", 60.0)])
def test_a_mended_row_is_read_by_the_answer_of_its_file(
    tmp_path: Path, answer: str, cost: float
) -> None:
    """A cost that is the same at any quantity: 60 for a piece is 600 for ten, in a row that was refused first as in the others."""
    root = tmp_path / "ws"
    rows = [
        "A-1,C1,2025-01-15,10,P,1000,60",
        "A-2,C1,2025-01-15,100,P,10000,60",
        "A-3,C1,soon,10,P,2000,60",
    ]
    path = written(
        tmp_path,
        "\n".join(["Order No,Customer,Order date,Qty,Product,Net amount,Standard Cost", *rows])
        + "\n",
    )
    answers = {"cost_of_one:Standard Cost": answer} if answer else {}
    [file] = analysis.import_paths(root, [path], answers=answers).taken
    assert [q.taken for q in file.questions] == [answer or "piece"]
    mended = rows_to_mend.to_csv(root).decode("utf-8-sig").replace("soon", "2025-01-15")
    analysis.import_paths(root, [written(tmp_path, mended, "m.csv")])
    with analysis.open_workspace(root) as ws:
        found = ws.sql(
            "select order_id, direct_cost from order_profit where order_id in ('A-1', 'A-3') order by 1"
        )
    assert [float(c) for c in found["direct_cost"]] == [cost, cost]
