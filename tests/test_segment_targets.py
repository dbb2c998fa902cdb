"""Targets of segments: the most specific one holds, in the flags of orders and in what is proposed for their client."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest

import analysis
from analysis.errors import BadSettings
from analysis.journal import settings
from analysis.journal.settings import settings_editing
from analysis.journal.settings.segment_targets import SegmentTarget

ORDERS = """order_id,client_id,client_name,order_date,product_family,kind,quantity,revenue,direct_cost
a1,A,Alpha,2025-01-10,Sensors,serial,10,1000,880
a2,A,Alpha,2025-01-10,Sensors,modified,10,3000,2640
a3,A,Alpha,2025-01-10,Valves,serial,10,1000,880
b1,B,Beta,2025-01-10,Sensors,serial,10,1000,880"""
TARGETS = """
[[target]]
kind = "serial"
true_margin = 0.10
[[target]]
kind = "serial"
family = "valves"
true_margin = 0.05
[[target]]
client = "Beta"
true_margin = 0.20
[[target]]
kind = "custom"
client_revenue_from = 5000
true_margin = 0.25
"""


def test_the_most_specific_target_holds(plant: Callable[..., analysis.Workspace]) -> None:
    usage = "order_id,pool,quantity,date\n" + "\n".join(
        f"{o},eng,1,2025-01-10" for o in ("a1", "a2", "a3", "b1")
    )
    ws = plant(TARGETS, order_lines=ORDERS, usage=usage, pools="pool,unit,rate\neng,h,0")
    targets = ws.table("order_target").set_index("order_id")["target_margin"].to_dict()
    assert targets == {"a1": 0.10, "a2": 0.25, "a3": 0.05, "b1": 0.20}
    assert ws.order_target("a2") == 0.25
    flags = (
        ws.table("order_profit").set_index("order_id")["flag"].to_dict()
    )  # each order earns 12 %
    assert flags == {"a1": "profitable", "a2": "thin price", "a3": "profitable", "b1": "thin price"}
    decided = ws.table("client_decision").set_index("client_id")
    alpha = (
        0.10 * 1000 + 0.25 * 3000 + 0.05 * 1000
    ) / 5000  # 18 % of 5,000 is 900, and 600 were earned
    assert decided["target_margin"].to_dict() == pytest.approx({"A": alpha, "B": 0.20})
    assert decided["at_stake"].to_dict() == pytest.approx({"A": 300, "B": 80})


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("true_margin = 0.1", "say what it holds for"),
        (
            'kind = "special"\ntrue_margin = 0.1',
            "did you mean 'serial'. Take one of serial, custom",
        ),
        ('kind = "serial"', "a number from -1 to 1"),
        ('kind = "serial"\ntrue_margin = 15', "a number from -1 to 1"),
        ('familly = "x"\ntrue_margin = 0.1', "did you mean 'family'"),
        ('family = " "\ntrue_margin = 0.1', "write a name or leave it out"),
        (
            'family = "x"\ntrue_margin = 0.1\n[[target]]\nfamily = "x"\ntrue_margin = 0.2',
            "keep one target of this segment",
        ),
    ],
)
def test_an_impossible_target_is_refused_in_one_sentence(text: str, word: str) -> None:
    with pytest.raises(BadSettings, match=word):
        settings.read(tomllib.loads(f"[[target]]\n{text}\n"))


def test_targets_edited_on_screen_keep_the_file_readable() -> None:
    now = settings_editing.parsed(TARGETS)
    wanted = settings_editing.parsed(
        TARGETS + '[[target]]\nindustry = "energy"\ntrue_margin = 0.08\n'
    )
    written = settings_editing.changed("# ours\n" + TARGETS, wanted)
    assert written.startswith("# ours\n")
    assert settings_editing.parsed(written).target == (
        *now.target,
        SegmentTarget(0.08, industry="energy"),
    )
