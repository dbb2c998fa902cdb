"""Settings changed from the screen: the file stays a person's text, what can't be is refused whole, every change can be undone."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis import storage
from analysis.actions import settings_changes
from analysis.cli import main
from analysis.errors import BadSettings, DealfitError
from analysis.journal import settings, shared_state
from analysis.journal.equation_text import read_terms, written
from analysis.journal.settings import (
    BookOverhead,
    Credit,
    Custom,
    Settings,
    Targets,
    TimeEquation,
    settings_editing,
    settings_history,
)
from analysis.stores import store

HERE = Path(__file__).parent
COMMENTED = """# Agreed with Orlova on 12 January.
currency = "RUB"

[credit]
cost_of_capital = 0.16          # a year; the bank's letter

[targets]
true_margin = 0.150   # the board's

[[time_equation]]
pool = "order entry"   # the sales desk
unit = "minutes"
base = 5
terms = [{feature = "lines", each = 3}, {feature = "is_rush", each = 10}]  # counted by hand

[[time_equation]]
pool = "design"
when = "no log at all"
base = 2.5
"""
NOTHING = "# empty\n"


def target(before: Settings, margin: float) -> Settings:
    return replace(before, targets=replace(before.targets, true_margin=margin))


def test_only_the_changed_value_is_touched() -> None:
    wanted = target(settings_editing.parsed(COMMENTED), 0.2)
    assert settings_editing.changed(COMMENTED, wanted) == COMMENTED.replace("0.150", "0.2")


def test_equations_survive_and_only_the_changed_one_is_written_anew() -> None:
    now = settings_editing.parsed(COMMENTED)
    first, second = now.time_equation
    text = settings_editing.changed(
        COMMENTED, replace(now, time_equation=(first, replace(second, base=3)))
    )
    assert 'pool = "order entry"   # the sales desk' in text
    assert "# counted by hand" in text
    assert settings_editing.parsed(text).time_equation == (
        first,
        TimeEquation("design", 3.0, None, (), "no log at all"),
    )
    without = settings_editing.changed(COMMENTED, replace(now, time_equation=()))
    assert "time_equation" not in without
    assert "the bank's letter" in without


EQUATIONS = st.lists(
    st.builds(
        TimeEquation,
        pool=st.text("абв xyz\"'\\#[]=\n", min_size=1)
        .filter(lambda s: bool(s.strip()))
        .map(str.strip),
        base=st.floats(0, 1e6),
        unit=st.sampled_from([None, "hours", "minutes"]),
        terms=st.lists(
            st.tuples(st.sampled_from(settings.FEATURES), st.floats(0, 1e6)), max_size=3
        ).map(tuple),
        when=st.sampled_from([settings.NO_LOG_OF_THE_POOL, settings.NO_LOG_AT_ALL]),
    ),
    max_size=3,
).map(tuple)
ANY = st.builds(
    Settings,
    currency=st.sampled_from(["RUB", "EUR", "USD"]),
    book_overhead=st.one_of(
        st.just(BookOverhead()),
        st.builds(BookOverhead, st.sampled_from(settings.BASES), st.floats(0, 1e6)),
    ),
    credit=st.builds(Credit, st.floats(0, 10)),
    targets=st.builds(Targets, st.floats(-1, 1), st.none() | st.floats(-1, 1)),
    custom=st.builds(
        Custom, serial_min_batch=st.none() | st.floats(0, 1e6), design_hours=st.floats(0, 1e6)
    ),
    time_equation=EQUATIONS,
)


@given(ANY, ANY, st.sampled_from([COMMENTED, NOTHING, ""]))
def test_whatever_is_wanted_is_what_the_file_then_says(
    first: Settings, second: Settings, text: str
) -> None:
    once = settings_editing.changed(text, first)
    assert settings_editing.parsed(once) == first
    twice = settings_editing.changed(once, second)
    assert settings_editing.parsed(twice) == second
    assert settings_editing.changed(twice, second) == twice
    assert text.splitlines()[:1] == twice.splitlines()[:1] or not text  # the first comment stands


@given(st.lists(st.tuples(st.sampled_from(settings.FEATURES), st.floats(0, 1e6)), max_size=4))
def test_terms_as_text_and_back(terms: list[tuple[str, float]]) -> None:
    text = written(TimeEquation("p", terms=tuple(terms)))
    assert [(t["feature"], t["each"]) for t in read_terms(text, "k")] == terms


def test_terms_as_people_type_them() -> None:
    expected = [
        {"feature": "lines", "each": 3.5},
        {"feature": "is_rush", "each": 10.0},
        {"feature": "products", "each": 1.0},
    ]
    assert read_terms("3,5*lines + is_rush х 10 + products", "k") == expected
    with pytest.raises(BadSettings, match="write it as 3 × lines"):
        read_terms("3 lines per order", "k")


# --- on a workspace ------------------------------------------------------------------------------------------------------


@pytest.fixture
def plant_root(own_tiny: Path) -> Path:
    return own_tiny


def flags(root: Path) -> list[str]:
    with analysis.open_workspace(root) as ws:
        return sorted(ws.orders()["flag"])


def test_a_lower_target_unmakes_an_eaten_markup_and_undo_brings_it_back(plant_root: Path) -> None:
    assert (
        flags(plant_root).count("markup eaten") == 1
    )  # 004: 300 / 3,000 = 10 % of the target 15 %
    wanted = target(settings_editing.current(plant_root), 0.1)
    entry = settings_changes.save(plant_root, wanted, "Орлова", "решение совета")
    assert entry is not None
    assert flags(plant_root).count("markup eaten") == 0
    newest, adopted = shared_state.history(plant_root, "settings")
    assert (newest.who, newest.why, newest.key) == ("Орлова", "решение совета", "settings.toml")
    assert settings_editing.differences(newest.before, newest.after) == [
        settings_editing.SettingDifference("targets.true_margin", "0.15", "0.1")
    ]
    assert (adopted.who, adopted.why, adopted.before) == ("import", "settings.toml", None)
    settings_changes.undo(plant_root, entry, "Пак", "рано")
    assert flags(plant_root).count("markup eaten") == 1
    undone = shared_state.history(plant_root, "settings")[0]
    assert (undone.before, undone.after, undone.who) == (newest.after, newest.before, "Пак")


def test_settings_of_a_later_delivery_go_into_the_history(plant_root: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('currency = "EUR"\n', "utf-8")
    analysis.import_paths(plant_root, [tmp_path / "settings.toml"])
    newest = shared_state.history(plant_root, "settings")[0]
    assert (newest.who, newest.after) == ("import", 'currency = "EUR"\n')
    assert newest.before == (HERE / "tiny_plant" / "settings.toml").read_text("utf-8")


def test_the_same_delivery_again_does_not_undo_what_was_changed_on_screen(plant_root: Path) -> None:
    settings_changes.save(
        plant_root, target(settings_editing.current(plant_root), 0.1), "Орлова", ""
    )
    again = analysis.import_paths(plant_root, [HERE / "tiny_plant"])
    assert "settings.toml" in again.unchanged
    assert again.settings == ()
    assert settings_editing.current(plant_root).targets.true_margin == 0.1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[targets]\ntrue_margin = 1.5\n",
            "targets.true_margin = 1.5: write a number from -1 to 1",
        ),
        (
            "[credit]\ncost_of_capital = -0.1\n",
            "credit.cost_of_capital = -0.1: write a number from 0 to 10",
        ),
        ("[credit]\ncost_of_capital = nan\n", "credit.cost_of_capital = nan: write a number"),
        (
            "[custom]\nserial_min_batch = -1\n",
            "custom.serial_min_batch = -1: write a number of 0 or more",
        ),
        ("[custom]\nmany_products = 2.5\n", "custom.many_products = 2.5: write a whole number"),
        ('[book_overhead]\nbasis = "profit"\nrate = 1\n', "take one of labour_cost"),
        ('[book_overhead]\nbasis = "revenue"\n', "give both basis and rate"),
        ("[target]\ntrue_margin = 0.1\n", "write it as [[target]]"),
        ("[targeets]\ntrue_margin = 0.1\n", "unknown key 'targeets': did you mean 'targets'"),
        (
            '[[time_equation]]\npool = "d"\nterms = [{feature = "line", each = 1}]\n',
            "did you mean 'lines'",
        ),
        (
            '[[time_equation]]\npool = "d"\nbase = -5\n',
            "time_equation[1].base = -5: write a number of 0 or more",
        ),
        ("currency = \n", "not valid TOML"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(BadSettings) as refused:
        settings_changes.write(tmp_path, text, "Орлова", "")
    assert sentence in str(refused.value)
    assert not (tmp_path / "settings").exists()
    assert shared_state.history(tmp_path) == []


def test_an_impossible_value_in_the_frozen_settings_is_refused_with_the_file_s_sentence() -> None:
    with pytest.raises(BadSettings, match=r"targets.true_margin = 2: write a number from -1 to 1"):
        settings_editing.changed(COMMENTED, target(Settings(), 2))


def test_nobody_changes_anything_namelessly(plant_root: Path) -> None:
    with pytest.raises(DealfitError, match="Say who"):
        settings_changes.save(plant_root, target(Settings(), 0.3), "  ", "")
    assert len(shared_state.history(plant_root)) == 1


def test_what_cannot_be_built_is_taken_back_whole(
    plant_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published, before = store.current(plant_root), settings_history.text(plant_root)

    def broken(*_: object) -> str:
        raise DealfitError("build_failed", detail="disk on fire")

    monkeypatch.setattr(store, "build", broken)
    with pytest.raises(DealfitError, match="disk on fire"):
        settings_changes.save(
            plant_root, target(settings_editing.current(plant_root), 0.3), "Орлова", ""
        )
    assert settings_history.text(plant_root) == before
    assert len(shared_state.history(plant_root, "settings")) == 1
    assert (store.current(plant_root), store.is_fresh(plant_root)) == (published, True)


def test_cut_off_between_the_file_and_its_entry(
    plant_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new text stands and is built; the history, which missed it, catches up at the next change."""
    real = storage.atomic_write

    def killed(path: Path, text: str) -> None:
        real(path, text)
        raise KeyboardInterrupt

    monkeypatch.setattr(storage, "atomic_write", killed)
    with pytest.raises(KeyboardInterrupt):
        settings_changes.save(
            plant_root, target(settings_editing.current(plant_root), 0.1), "Орлова", ""
        )
    monkeypatch.undo()
    assert settings_editing.current(plant_root).targets.true_margin == 0.1
    assert flags(plant_root).count("markup eaten") == 0
    settings_changes.save(plant_root, target(settings_editing.current(plant_root), 0.2), "Пак", "")
    newest, outside, adopted = shared_state.history(plant_root, "settings")
    assert outside.who == settings_history.OUTSIDE
    assert (adopted.after, outside.after) == (outside.before, newest.before)  # the entries chain


def test_a_kept_entry_whose_build_was_cut_off_is_built_at_the_next_opening(
    plant_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "build", killed)
    with pytest.raises(KeyboardInterrupt):
        settings_changes.save(
            plant_root, target(settings_editing.current(plant_root), 0.1), "Орлова", ""
        )
    monkeypatch.undo()
    assert shared_state.history(plant_root, "settings")[0].who == "Орлова"
    assert flags(plant_root).count("markup eaten") == 0


def test_an_edit_by_hand_is_noted_at_the_next_change(plant_root: Path) -> None:
    settings_history.path(plant_root).write_text('currency = "USD"\n', "utf-8")
    settings_changes.write(plant_root, 'currency = "EUR"\n', "Пак", "")
    newest, outside, _ = shared_state.history(plant_root, "settings")
    assert (outside.who, outside.after, newest.before) == (
        "outside",
        'currency = "USD"\n',
        'currency = "USD"\n',
    )


@pytest.mark.parametrize("text", ["[targets\n", "[targets]\ntrue_margin = 7\n", "targt = 1\n"])
def test_a_bad_edit_by_hand_leaves_the_store_that_served_in_service(
    plant_root: Path, text: str
) -> None:
    published = store.current(plant_root)
    settings_history.path(plant_root).write_text(text, "utf-8")
    assert settings.trouble(plant_root) is not None
    with analysis.open_workspace(plant_root) as ws:
        assert (ws.build_id, ws.metric("revenue")) == (published, 25000)
    told = CliRunner().invoke(main, ["check", "--workspace", str(plant_root)])
    assert told.exit_code == 0
    assert "settings.toml" in told.stderr
    settings_history.path(plant_root).unlink()
    with analysis.open_workspace(plant_root) as ws:  # mended: the defaults
        assert ws.build_id != published


def test_differences_name_each_key_and_equation() -> None:
    before = COMMENTED.replace("each = 10", "each = 12").replace("# the board's", "")
    assert [
        (d.key, d.before, d.after) for d in settings_editing.differences(before, COMMENTED)
    ] == [
        (
            "time_equation order entry",
            "5 + 3 × lines + 12 × is_rush (minutes; no log of this pool)",
            "5 + 3 × lines + 10 × is_rush (minutes; no log of this pool)",
        ),
    ]
    assert tomllib.loads(COMMENTED)["currency"] == "RUB"
    assert settings_editing.differences(None, 'currency = "EUR"\n')[0].before is None
