"""The portrait changed from the screen: comments stay, the verdicts in the store follow, every change can be undone."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.actions import change_history, settings_changes
from analysis.errors import BadSettings, DealfitError
from analysis.journal import portrait, portrait_editing, shared_state
from analysis.journal.portrait import Criterion, Portrait, Thresholds
from analysis.journal.settings import settings_history
from analysis.portrait import portrait_effect
from analysis.portrait.portrait_effect import Known

HERE = Path(__file__).parent
WRITTEN = """# Agreed in January.

[[criterion]]
name = "industry"   # as in the client list
field = "industry"
accept = ["энергетика"]  # the core
weight = 2

[[criterion]]
name = "size"
field = "employees"
min = 100    # enough for a batch

[verdict]
ours = 70   # the board's
"""


def verdicts(root: Path) -> dict[str, str]:
    with analysis.open_workspace(root) as ws:
        rows = ws.table("client_fit")
    return {
        name.split('"')[1]: verdict
        for name, verdict in zip(rows["client_name"], rows["verdict"], strict=True)
    }


@pytest.fixture
def root(own_tiny: Path) -> Path:
    return own_tiny


def test_only_what_changed_is_touched() -> None:
    now = portrait_editing.parsed(WRITTEN)
    first, second = now.criterion
    heavier = Portrait((replace(first, weight=3.0), second), now.verdict)
    assert portrait_editing.changed(WRITTEN, heavier) == WRITTEN.replace("weight = 2", "weight = 3")
    stricter = Portrait(now.criterion, replace(now.verdict, ours=80))
    assert portrait_editing.changed(WRITTEN, stricter) == WRITTEN.replace("ours = 70", "ours = 80")
    without = portrait_editing.changed(WRITTEN, Portrait((first,), now.verdict))
    assert "# as in the client list" in without
    assert "employees" not in without
    assert portrait_editing.changed(WRITTEN, now) == WRITTEN


fields = st.sampled_from(["industry", "region", 'Подходит "серийное"', "employees"])
asks = st.one_of(
    st.builds(dict, accept=st.just(("a", 'б "в"')), weight=st.floats(0, 9)),
    st.builds(dict, yes=st.booleans()),
    st.builds(
        dict,
        min=st.integers(0, 9).map(float),
        max=st.integers(9, 20).map(float),
        knockout=st.booleans(),
    ),
)
criteria = st.lists(st.tuples(fields, asks), max_size=4).map(
    lambda made: tuple(Criterion(f"name {n}", field, **ask) for n, (field, ask) in enumerate(made))
)


@given(criteria, criteria)
def test_any_portrait_reads_back_as_it_was_written(
    before: tuple[Criterion, ...], after: tuple[Criterion, ...]
) -> None:
    usable = [c if any(x.weight > 0 for x in c) else () for c in (before, after)]
    wanted = [Portrait(c, Thresholds(80, 40, 0.25)) for c in usable]
    text = portrait_editing.changed(portrait_editing.changed("# mine\n", wanted[0]), wanted[1])
    assert portrait_editing.parsed(text) == wanted[1]
    assert text.startswith("# mine")


def test_saved_undone_and_kept_in_the_history(root: Path) -> None:
    assert set(verdicts(root).values()) == {"not enough data"}
    settings_changes.write_portrait(root, WRITTEN, "Орлова", "")
    assert verdicts(root) == {"Альфа": "ours", "Бета": "not ours", "Гамма": "ours"}
    now = portrait_editing.current(root)
    first, second = now.criterion
    larger = Portrait((first, replace(second, min=600.0)), now.verdict)
    settings_changes.save_portrait(root, larger, "Пак", "только крупные")
    assert verdicts(root) == {
        "Альфа": "borderline",
        "Бета": "not ours",
        "Гамма": "ours",
    }  # 2 of 3 is 66.7
    assert [v.portrait for v in portrait_editing.versions(root)] == [now]
    newest = shared_state.history(root)[0]
    assert (newest.key, newest.who, newest.why) == ("portrait.toml", "Пак", "только крупные")
    assert change_history.can_undo(newest)
    change_history.undo(root, newest, "Орлова", "рано")
    assert settings_history.text(root, portrait.FILE) == WRITTEN
    assert verdicts(root)["Альфа"] == "ours"


def test_what_can_not_be_is_refused_whole(root: Path) -> None:
    settings_changes.write_portrait(root, WRITTEN, "Орлова", "")
    now = portrait_editing.current(root)
    for wanted, code in (
        (Portrait((Criterion("open", "industry"),)), "bad_setting"),
        (Portrait(now.criterion, Thresholds(40, 50)), "bad_setting"),
        (Portrait((now.criterion[0], now.criterion[0])), "bad_setting"),
    ):
        with pytest.raises(BadSettings) as found:
            portrait_editing.checked(wanted)
        assert found.value.code == code
        with pytest.raises(BadSettings):
            settings_changes.save_portrait(root, wanted, "Орлова", "")
    with pytest.raises(DealfitError, match="who"):
        settings_changes.save_portrait(root, Portrait(now.criterion[:1]), "  ", "")
    assert portrait_editing.text(root) == WRITTEN
    assert (
        len(shared_state.history(root, settings_history.WHAT)) == 2
    )  # the settings' import, and this portrait


def test_where_the_money_is(root: Path) -> None:
    """Ours: Альфа and Гамма, 15,000 + 5,000 of 25,000; 5,600 − 250; 6 + 7 of 55 h; their margin 5,350 / (15,000 + 1,000)."""
    with analysis.open_workspace(root) as ws:
        clients, amounts = portrait_effect.known(ws), portrait_effect.money(ws)
    assert amounts["true_profit"].sum() == 4_450  # the whole plant, use outside orders included
    before = portrait_effect.judged(clients, portrait_editing.parsed(WRITTEN), amounts)
    ours = portrait_effect.by_verdict(before).set_index("verdict").loc["ours"]
    assert ours[["clients", "revenue", "true_profit", "hours"]].tolist() == [2, 20_000, 5_350, 13]
    assert ours["revenue_share"] == pytest.approx(0.8)
    assert ours["hours_share"] == pytest.approx(13 / 55)
    assert ours["true_margin"] == pytest.approx(5_350 / 16_000)
    larger = portrait_editing.parsed(WRITTEN.replace("min = 100", "min = 600"))
    effect = portrait_effect.compare(before, portrait_effect.judged(clients, larger, amounts))
    (changed,) = effect.changed.to_dict("records")
    assert (changed["verdict"], changed["verdict_then"], changed["true_profit"]) == (
        "ours",
        "borderline",
        5_600,
    )
    assert (changed["fit_score"], changed["score_then"]) == (100, pytest.approx(200 / 3))
    assert effect.verdicts.set_index("verdict")["clients_then"].to_dict() == {
        "ours": 1,
        "borderline": 1,
        "not ours": 1,
    }


VALUES = {"a": ("x", "y", None, "Ё"), "b": (1, 2.5, None, 30), "c": ("да", "нет", "", True)}
ASKED = Portrait(
    (
        Criterion("a", "A", accept=("x", "ё"), weight=2),
        Criterion("b", "b", max=3, knockout=True),
        Criterion("c", "c", yes=True, weight=3),
    )
)


def many(n: int) -> Known:
    draw = random.Random(4)
    columns = {
        name: tuple(draw.choice(values) for _ in range(n)) for name, values in VALUES.items()
    }
    return Known({"client_id": tuple(map(str, range(n))), **columns}, {})


def test_all_clients_at_once_as_each_alone() -> None:
    clients = many(500)
    assert portrait_effect.fits(clients, ASKED) == [
        portrait.score(ASKED, clients.client(n)) for n in range(500)
    ]


def test_a_save_on_another_portrait_than_the_one_begun_on_is_refused(root: Path) -> None:
    """Орлова and Пак both begin on WRITTEN; Пак saves first: nothing of it is overwritten until Орлова has seen it."""
    settings_changes.write_portrait(root, WRITTEN, "Орлова", "")
    base, now = portrait_editing.text(root), portrait_editing.current(root)
    first, second = now.criterion
    settings_changes.save_portrait(
        root, Portrait((first, replace(second, min=600.0)), now.verdict), "Пак", "", base=base
    )
    his, entries = portrait_editing.text(root), len(shared_state.history(root))
    hers = Portrait((replace(first, weight=5.0), second), now.verdict)
    with pytest.raises(BadSettings) as found:
        settings_changes.save_portrait(root, hers, "Орлова", "", base=base)
    assert found.value.code == "changed_meanwhile"
    assert portrait_editing.text(root) == his
    assert len(shared_state.history(root)) == entries
    newest = portrait_editing.last_change(root)
    assert newest is not None
    assert newest.who == "Пак"
    settings_changes.save_portrait(root, hers, "Орлова", "", base=his)  # seen, and meant
    assert portrait_editing.current(root) == hers
    settings_history.path(root, portrait.FILE).write_text(WRITTEN + "# by hand\n", "utf-8")
    assert portrait_editing.last_change(root) is None  # nobody on record
