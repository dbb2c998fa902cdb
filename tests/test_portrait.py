"""The portrait: clients scored by hand, what is unknown, what rules out, and what holds for any portrait."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis.errors import BadSettings
from analysis.journal import portrait
from analysis.journal.portrait import Criterion, Portrait, score

TINY = Path(__file__).parent / "tiny_plant"
INDUSTRY = Criterion("industry", "industry", accept=("energy", "Oil and gas"), weight=2)
SIZE = Criterion("size", "employees", min=100, max=5000, weight=1)
TENDER = Criterion("no tender", "tender", yes=False, weight=1)
SMALL = Criterion("batch", "mean_batch", min=20, weight=4, knockout=True, known="after")
PORTRAIT = Portrait((INDUSTRY, SIZE, TENDER))


@pytest.mark.parametrize(
    ("values", "points", "verdict", "could_be"),
    [
        ({"industry": "Energy", "employees": 300, "tender": "нет"}, 100, "ours", ()),
        ({"industry": "energy ", "employees": 50, "tender": "нет"}, 75, "ours", ()),  # 3 of 4
        ({"industry": "retail", "employees": 300, "tender": "no"}, 50, "borderline", ()),  # 2 of 4
        ({"industry": "retail", "employees": 50, "tender": False}, 25, "not ours", ()),
        (
            {"industry": "oil and gas"},
            100,
            "ours",
            ("borderline",),
        ),  # 2 of 2 known; 2 of 4 if the rest fails
        (
            {"employees": 300},
            100,
            "not enough data",
            ("ours", "not ours"),
        ),  # a quarter of the weight is known
        ({}, None, "not enough data", ("ours", "not ours")),
        (
            {"industry": "energy", "employees": "1 200", "tender": "perhaps"},
            100,
            "ours",
            (),
        ),  # 3 of 3 known; 75 at worst
    ],
)
def test_scored_by_hand(
    values: dict[str, Any], points: float | None, verdict: str, could_be: tuple[str, ...]
) -> None:
    found = score(PORTRAIT, values)
    assert (found.score, found.verdict, found.could_be) == (points, verdict, could_be)


def test_a_failed_knockout_rules_out_whatever_the_score() -> None:
    """2 + 1 + 1 of 8 met, 4 failed by the knock-out: 50, which would be borderline."""
    wanted = Portrait((INDUSTRY, SIZE, TENDER, SMALL))
    values = {"industry": "energy", "employees": 300, "tender": "нет"}
    assert score(wanted, values | {"mean_batch": 3}).verdict == "not ours"
    assert score(wanted, values | {"mean_batch": 3}).score == 50
    assert score(wanted, values | {"mean_batch": 30}).verdict == "ours"
    unknown = score(wanted, values)
    assert (unknown.verdict, unknown.could_be) == ("ours", ("not ours",))
    assert wanted.before().criterion == (INDUSTRY, SIZE, TENDER)


def test_reject_lists_and_ends_of_ranges() -> None:
    resale = Criterion("no resale", "industry", reject=("торговля",))
    assert [resale.state(v) for v in ("Торговля", "ТОРГОВЛЯ", "химия", "", None)] == [
        "failed",
        "failed",
        "met",
        "unknown",
        "unknown",
    ]
    assert [SIZE.state(v) for v in (100, 5000, 99.99, 5000.01, "сто", True)] == [
        "met",
        "met",
        "failed",
        "failed",
        "unknown",
        "unknown",
    ]


values = st.one_of(
    st.none(), st.integers(0, 10), st.sampled_from(["a", "b", "да", "нет", ""]), st.booleans()
)
criteria = st.lists(
    st.one_of(
        st.builds(
            Criterion,
            st.text("xyz", min_size=1),
            st.sampled_from("pqr"),
            accept=st.just(("a",)),
            weight=st.floats(0.1, 9),
        ),
        st.builds(
            Criterion,
            st.text("xyz", min_size=1),
            st.sampled_from("pqr"),
            min=st.floats(0, 10),
            weight=st.floats(0.1, 9),
        ),
        st.builds(
            Criterion,
            st.text("xyz", min_size=1),
            st.sampled_from("pqr"),
            yes=st.booleans(),
            weight=st.floats(0.1, 9),
        ),
    ),
    min_size=1,
    max_size=6,
).map(tuple)
clients = st.fixed_dictionaries({name: values for name in "pqr"})


@given(criteria, clients, st.randoms())
def test_the_score_lies_in_0_to_100_and_not_in_the_order(
    wanted: tuple[Criterion, ...], client: dict[str, Any], random: Any
) -> None:
    found = score(Portrait(wanted), client)
    assert found.score is None or 0 <= found.score <= 100
    shuffled = list(wanted)
    random.shuffle(shuffled)
    again = score(Portrait(tuple(shuffled)), client)
    assert again.verdict == found.verdict
    assert (again.score is None) == (found.score is None)
    assert found.score is None or again.score == pytest.approx(found.score)


@given(criteria, clients, st.integers(0, 5), st.floats(0, 9))
def test_a_met_criterion_that_weighs_more_never_lowers_the_score(
    wanted: tuple[Criterion, ...], client: dict[str, Any], place: int, more: float
) -> None:
    chosen = wanted[place % len(wanted)]
    heavier = Criterion(**{**chosen.__dict__, "weight": chosen.weight + more})
    changed = tuple(heavier if c is chosen else c for c in wanted)
    if chosen.state(client[chosen.field]) == "met":
        before, after = (
            score(Portrait(wanted), client).score,
            score(Portrait(changed), client).score,
        )
        assert before is not None
        assert after is not None
        assert after >= before - 1e-9
        failed = any(c.weight > 0.1 and c.state(client[c.field]) == "failed" for c in wanted)
        assert after > before or not (
            failed and more > 0.01
        )  # it rises wherever anything was failed


def test_through_files(tmp_path: Path) -> None:
    """A: 3 of 4; B: its industry alone is known, half of the weight; C fails the knock-out on its own orders (2 pieces a line)."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "order_lines.csv").write_text(
        "order_id,client_name,order_date,quantity,revenue\n1,A,2025-01-10,50,1000\n2,C,2025-01-11,2,1000\n",
        "utf-8",
    )
    (folder / "clients.csv").write_text(
        "client_name,industry,employees,Тендер\nA,energy,50,нет\nB,energy,,\nC,energy,300,нет\n",
        "utf-8",
    )
    (folder / "portrait.toml").write_text(
        '[[criterion]]\nname = "industry"\nfield = "industry"\naccept = ["energy"]\nweight = 2\n'
        '[[criterion]]\nname = "size"\nfield = "employees"\nmin = 100\n'
        '[[criterion]]\nname = "no tender"\nfield = "тендер"\nis = false\n'
        '[[criterion]]\nname = "batch"\nfield = "mean_batch"\nmin = 10\nweight = 0\nknockout = true\n',
        "utf-8",
    )
    analysis.import_paths(tmp_path / "ws", [folder])
    with analysis.open_workspace(tmp_path / "ws") as ws:
        fit = ws.table("client_fit").set_index("client_id")
        assert fit["fit_score"].to_dict() == {"A": 75, "B": 100, "C": 100}
        assert fit["verdict"].to_dict() == {"A": "ours", "B": "ours", "C": "not ours"}
        assert fit.loc["A", "reasons"] == "meets industry, no tender, batch; fails size"
        assert fit.loc["B", "missing"] == "size, no tender, batch"
        assert fit.loc["C", "reasons"] == "ruled out by batch; meets industry, size, no tender"


def test_the_tiny_plants_clients(tmp_path: Path) -> None:
    """Worked by hand in tiny_plant/README.md."""
    analysis.import_paths(tmp_path, [TINY, TINY / "portrait"])
    with analysis.open_workspace(tmp_path) as ws:
        fit = ws.table("client_fit").set_index("client_name")
        decided = ws.table("client_decision").set_index("client_name")
    alpha, beta, gamma = 'ООО "Альфа"', 'НПО "Бета"', 'ЗАО "Гамма"'
    assert fit["fit_score"].to_dict() == {
        alpha: (3 + 2 + 1 + 4) / 10 * 100,
        beta: 0,
        gamma: (3 + 4) / 10 * 100,
    }
    assert fit["verdict"].to_dict() == {alpha: "ours", beta: "not ours", gamma: "borderline"}
    assert fit["could_be"].to_dict() == {alpha: "borderline", beta: "", gamma: "not ours"}
    assert set(fit["missing"]) == {"few approvals"}
    assert fit["reasons"].to_dict() == {
        alpha: "meets industry, people, not from Moscow, little custom work, batches",
        beta: "ruled out by batches; fails industry, people, not from Moscow, little custom work",
        gamma: "meets industry, little custom work, batches; fails people, not from Moscow",
    }
    assert decided["fit_group"].to_dict() == {
        alpha: "ours earning",
        beta: "not ours losing",
        gamma: "undecided",
    }
    assert decided["decision"].to_dict() == {
        alpha: "grow",
        beta: "keep",
        gamma: "keep",
    }  # two orders condemn nobody
    assert decided["confidence"].to_dict() == dict.fromkeys((alpha, beta, gamma), "low")


def test_without_a_portrait_nothing_is_judged(tiny: analysis.Workspace) -> None:
    fit = tiny.table("client_fit")
    assert set(fit["verdict"]) == {"not enough data"}
    assert fit["fit_score"].isna().all()
    assert len(fit) == len(tiny.table("clients"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[[criterion]]\nfeild = "x"', "did you mean 'field'"),
        ('[[criterion]]\nfield = "x"', "give accept or reject"),
        ('[[criterion]]\nfield = "x"\nmin = 5\nmax = 1', "not be above max"),
        ('[[criterion]]\nfield = "x"\nis = true\nmin = 1', "give accept or reject"),
        (
            '[[criterion]]\nfield = "custom_share"\nmax = 0.3\nknown = "before"',
            "measured on orders",
        ),
        ('[[criterion]]\nfield = "x"\nis = true\nweight = 0', "weight above 0"),
        (
            '[[criterion]]\nfield = "x"\nis = true\n[[criterion]]\nfield = "x"\nis = true',
            "name of its own",
        ),
        ("[verdict]\nours = 40\nborderline = 50", "borderline ≤ ours"),
        ("[verdict]\nmin_known = 2", "from 0 to 1"),
    ],
)
def test_an_impossible_portrait_is_refused_in_one_sentence(
    tmp_path: Path, text: str, word: str
) -> None:
    (tmp_path / "portrait.toml").write_text(text, "utf-8")
    with pytest.raises(BadSettings, match=word):
        portrait.load(tmp_path / "portrait.toml")


def test_the_demo_plants_portrait_names_columns_that_are_there(demo: analysis.Workspace) -> None:
    wanted = portrait.load(Path(__file__).parent.parent / "data" / "demo" / "portrait.toml")
    there = {
        c.casefold()
        for c in [*demo.table("clients").columns, *demo.table("client_measures").columns]
    }
    assert {c.field.casefold() for c in wanted.criterion} <= there
    verdicts = demo.table("client_fit")["verdict"].value_counts()
    assert verdicts["ours"] > 10 < verdicts.sum() - verdicts["ours"]
