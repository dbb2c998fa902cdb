"""A direct cost that is made of parts, one of which is empty: the rest counts, and one notice says in how many rows."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import analysis


@pytest.mark.parametrize(
    ("header", "rows", "said"),
    [
        (
            "material_cost,labour_cost",
            "300,",
            {"rows": 1, "headers": "'material_cost', 'labour_cost'"},
        ),
        ("material_cost,labour_cost", "300,0", None),  # a stated nought
        ("material_cost,labour_cost", ",", None),  # no cost at all: unknown, as everywhere
        ("material_cost,other_direct_cost", "300,", None),  # other costs are often none
        ("material_cost,labour_cost,direct_cost", "300,,500", None),  # the cost itself is stated
    ],
)
def test_an_empty_part_is_said(
    plant: Callable[..., analysis.Workspace], header: str, rows: str, said: dict[str, object] | None
) -> None:
    ws = plant(
        order_lines=f"order_id,client_id,order_date,revenue,{header}\n1,A,2025-01-10,1000,{rows}"
    )
    notices = {w["code"]: w for text in ws.table("imports")["warnings"] for w in json.loads(text)}
    found = notices.get("cost_in_parts")
    assert (found is None) == (said is None)
    if found is not None and said is not None:
        assert {name: found["details"][name] for name in said} == said
    assert ws.table("order_profit")["direct_cost"].notna().tolist() == [rows != ","]
