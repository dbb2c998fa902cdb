"""The page that tests the portrait: what it says first, and the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import analysis

LINES = "order_id,client_name,order_date,revenue,direct_cost"
TOML = '[[criterion]]\nname = "<b>size</b> $x$"\nfield = "employees"\nmin = 100\n'


def plant_root(folder: Path, clients: int, portrait: str = TOML) -> Path:
    """Half of the clients have 500 people; two orders of 1,000 each before September 2024 and two from then on. In those the large
    earn 400 an order, but for client 00 that loses 300; the small lose 300, but for the last that earns 400."""
    lines, people = [LINES], ["client_name,employees"]
    for n in range(clients):
        is_large = n < clients // 2
        earns = (is_large and n != 0) or n == clients - 1
        people.append(f"C{n:02d},{500 if is_large else 20}")
        for k, day in enumerate(("2024-03-01", "2024-05-01", "2024-09-01", "2024-11-01")):
            lines.append(f"{n:02d}-{k},C{n:02d},{day},1000,{600 if earns or k < 2 else 1300}")
    exports = folder / "exports"
    exports.mkdir()
    (exports / "order_lines.csv").write_text("\n".join(lines), "utf-8")
    (exports / "clients.csv").write_text("\n".join(people), "utf-8")
    if portrait:
        (exports / "portrait.toml").write_text(portrait, "utf-8")
    analysis.import_paths(folder / "ws", [exports])
    return folder / "ws"


def test_it_says_that_the_portrait_predicts(tmp_path: Path, screen: Callable) -> None:
    """24 clients, 12 good: (11 × 11 + 11) ÷ 144 = 91.7 %. Large: (11 × 800 − 600) ÷ 24,000 = 34.2 %; small: (800 − 6,600) ÷ 24,000."""
    shown = screen(plant_root(tmp_path, 24), "evidence", lang="en")
    assert (
        "The portrait predicts profit: of a good and a bad client it puts the good one higher in 91.7% of cases"
        in shown.said
    )
    assert "Of 24 clients scored, 12 turned out good" in shown.said
    assert "these help: <b>size</b> $x$. No difference seen: 0" in shown.said
    tables = [d.value for d in shown.app.dataframe]
    by_verdict = next(t for t in tables if "good_part" in t).set_index("verdict")
    assert by_verdict["margin_after"].round(4).to_dict() == {"ours": 0.3417, "not ours": -0.2417}
    assert by_verdict["good_part"].round(4).to_dict() == {"ours": 0.9167, "not ours": 0.0833}
    tested = next(t for t in tables if "margin_gain" in t).iloc[0]
    assert (tested["criterion_verdict"], tested["clients_met"], tested["margin_gain"]) == (
        "helps",
        12,
        58.3,
    )
    assert len(next(t for t in tables if "past_score" in t)) == 24


def test_the_day_stands_in_the_address(tmp_path: Path, screen: Callable) -> None:
    shown = screen(plant_root(tmp_path, 24), "evidence", lang="en", day="2024-11-01")
    assert shown.app.selectbox(key="evidence?day").value == "2024-11-01"
    assert (
        "Too few clients to say whether the portrait predicts profit: the outcome of 0 clients is known"
        in shown.said
    )
    assert "a single order: 24" in shown.said


def test_too_few_clients_is_the_first_thing_said(tmp_path: Path, screen: Callable) -> None:
    shown = screen(plant_root(tmp_path, 10), "evidence", lang="ru")
    assert (
        "Мало данных, чтобы сказать, предсказывает ли портрет прибыль: итог известен у 10 клиентов"
        in shown.said
    )
    assert "Хватило бы примерно" in shown.said


def test_without_a_portrait_there_is_nothing_to_test(tmp_path: Path, screen: Callable) -> None:
    shown = screen(plant_root(tmp_path, 4, portrait=""), "evidence", lang="en")
    assert "There is no portrait yet" in shown.said


def test_every_code_has_its_words() -> None:
    from analysis.language import TEXTS

    for texts in TEXTS.values():
        codes = (
            "predicts",
            "predicts_weakly",
            "hardly",
            "unclear",
            "misleads",
            "few",
            "one_sided",
            "no_portrait",
            "no_history",
        )
        assert {f"find.evidence_{c}" for c in codes} <= set(texts)
        reasons = ("no orders", "few orders", "unknown profit", "not judged")
        assert {f"evidence.left_out.{r}" for r in reasons} <= set(texts)
        assert {f"evidence.verdict.{v}" for v in ("helps", "nothing", "misleads", "few")} <= set(
            texts
        )
