"""The widgets of a what-if. The address holds the change; each widget shows its part of it and writes it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from analysis.findings import what_if_findings
from analysis.journal.settings import BASES
from analysis.journal.what_if import NOTHING, WhatIf
from analysis.language import plain
from dashboard import state
from dashboard.sales.scenarios import what_if_address
from dashboard.view import View, client_names

EVERY = "all"
PRESET_RISE, PRESET_UNDER, PRESET_BATCH = 0.1, 20, 10
TALL = 8  # pools; more of them scroll


def presets(view: View) -> None:
    """Ready questions, one click each."""
    words, kinds = view.words, view.data.choices("kind")
    asked: dict[str, WhatIf] = {}
    if "custom" in kinds:
        label = words("what_if.preset.price", share=words.share(PRESET_RISE, 0), n=PRESET_UNDER)
        asked[label] = WhatIf(
            price_change=PRESET_RISE, price_kinds=("custom",), price_under=PRESET_UNDER
        )
        asked[words("what_if.preset.batch", n=PRESET_BATCH)] = WhatIf(
            least_custom_batch=PRESET_BATCH
        )
    if worst := what_if_findings.worst_client(view.data.clients(view.scope)):
        asked[words("what_if.preset.client", name=worst[1])] = WhatIf(without_clients=(worst[0],))
    with st.container(key="noprint-presets", horizontal=True, gap="small"):
        for place, (label, change) in enumerate(asked.items()):
            st.button(
                plain(label),
                key=f"what_if.preset.{place}",
                on_click=what_if_address.put,
                args=(change,),
            )


def controls(view: View, change: WhatIf) -> None:
    words = view.words
    with st.container(key="noprint-what-if", border=True):
        places = st.columns(3, gap="large")
        with places[0]:
            _prices(view, change)
        with places[1]:
            _left_out(view, change)
        with places[2]:
            _rules(view, change)
        if pools := what_if_address.usage_pools(view):
            with st.expander(
                words("what_if.pools"), expanded=bool(change.rates or change.capacities)
            ):
                _pools(view, change, pools)
        if not change.is_nothing:
            st.button(
                words("what_if.reset"),
                key="what_if.reset",
                type="tertiary",
                on_click=what_if_address.put,
                args=(NOTHING,),
            )


def _bound(name: str, value: Any, write: Callable[[Any], str | None]) -> dict[str, Any]:
    """Key and callback of a widget that shows `value` and writes itself into the address under `name`."""
    key = f"what_if.{name}"
    state.put(key, value)
    return {"key": key, "on_change": _write, "args": (name, key, write)}


def _write(name: str, key: str, write: Callable[[Any], str | None]) -> None:
    value = state.get(key)
    state.ask(name, None if value is None else write(value) or None)


def _names(chosen: list[str]) -> str:
    return what_if_address.listed(chosen)


def _prices(view: View, change: WhatIf) -> None:
    words = view.words
    least, most = what_if_address.PRICES
    st.slider(
        words("what_if.price"),
        least,
        most,
        step=1,
        format="%+d %%",
        **_bound("price", round(change.price_change * 100), lambda v: str(v) if v else None),
    )
    kinds = (EVERY, *what_if_address.KINDS)
    st.selectbox(
        words("what_if.priced"),
        kinds,
        format_func=lambda k: words(f"what_if.priced.{k}"),
        **_bound(
            "priced", next(iter(change.price_kinds), EVERY), lambda v: None if v == EVERY else v
        ),
    )
    least, most = what_if_address.BATCHES
    ends = zip(
        st.columns(2),
        ("price_from", "price_under"),
        (change.price_from, change.price_under),
        strict=True,
    )
    for place, name, pieces in ends:
        place.number_input(
            words(f"what_if.{name}"),
            least,
            most,
            step=1,
            help=words("what_if.batch.help"),
            placeholder=words("what_if.any"),
            **_bound(name, None if pieces is None else int(pieces), str),
        )
    for name, column in (("price_families", "product_family"), ("price_managers", "manager")):
        if there := what_if_address.choices(view, column):
            st.multiselect(
                words(f"what_if.{name}"),
                list(there),
                placeholder=words("scope.all"),
                **_bound(name, list(getattr(change, name)), _names),
            )
    names = client_names(view.data)
    st.multiselect(
        words("what_if.price_clients"),
        list(names),
        format_func=names.__getitem__,
        placeholder=words("scope.all"),
        **_bound("price_clients", list(change.price_clients), _names),
    )


def _left_out(view: View, change: WhatIf) -> None:
    words, names = view.words, client_names(view.data)
    st.multiselect(
        words("what_if.without"),
        list(names),
        format_func=names.__getitem__,
        placeholder=words("what_if.nobody"),
        **_bound("without", list(change.without_clients), _names),
    )
    batch = None if change.least_custom_batch is None else int(change.least_custom_batch)
    least, most = what_if_address.BATCHES
    st.number_input(
        words("what_if.batch"),
        least,
        most,
        step=1,
        help=words("what_if.batch.help"),
        placeholder=words("what_if.as_today"),
        **_bound("batch", batch, str),
    )


def _rules(view: View, change: WhatIf) -> None:
    words, today = view.words, what_if_address.target_today(view)
    target = today if change.target_margin is None else round(change.target_margin * 100, 4)
    least, most = what_if_address.TARGETS
    st.number_input(
        words("what_if.target"),
        float(least),
        float(most),
        step=1.0,
        format="%g",
        **_bound("target", float(target), lambda v: None if v == today else f"{v:g}"),
    )
    state.put("what_if.basis", change.overhead_basis or EVERY)
    st.selectbox(
        words("what_if.basis"),
        (EVERY, *BASES),
        help=words("what_if.basis.help"),
        format_func=lambda b: words("what_if.as_today") if b == EVERY else words(f"basis_of.{b}"),
        key="what_if.basis",
        on_change=_choose_basis,
    )
    if change.overhead_basis is not None:
        help_key = (
            "what_if.overhead.pieces"
            if change.overhead_basis == "quantity"
            else "what_if.overhead.part"
        )
        st.number_input(
            words("what_if.overhead"),
            0.0,
            float(what_if_address.OVERHEAD[1]),
            step=0.05,
            format="%.4g",
            help=words(help_key),
            **_bound("overhead", float(change.overhead_rate or 0), lambda v: f"{v:.9g}"),
        )


def _choose_basis() -> None:
    """Another basis begins at the rate that gives as much overhead as there is today."""
    basis = state.get("what_if.basis")
    state.ask("basis", None if basis == EVERY else basis)
    state.ask("overhead", None)


def _pools(view: View, change: WhatIf, pools: dict[str, bool]) -> None:
    words = view.words
    with st.container(height=420 if len(pools) > TALL else "content", border=False):
        for place, (pool, has_capacity) in enumerate(pools.items()):
            rate, capacity = st.columns(2, gap="large")
            _pool(rate, words("what_if.rates", pool=plain(pool)), change, "rates", pool, place)
            if has_capacity:
                _pool(
                    capacity,
                    words("what_if.capacities", pool=plain(pool)),
                    change,
                    "capacities",
                    pool,
                    place,
                )


def _pool(where: Any, label: str, change: WhatIf, kind: str, pool: str, place: int) -> None:
    key, factors = f"what_if.{kind}.{place}", dict(getattr(change, kind))
    least, most = (float(limit) for limit in what_if_address.RESOURCES)
    state.put(key, round((factors.get(pool, 1.0) - 1) * 100, 4))
    where.number_input(
        label,
        least,
        most,
        step=5.0,
        format="%g",
        key=key,
        on_change=_write_pool,
        args=(change, kind, pool, key),
    )


def _write_pool(change: WhatIf, kind: str, pool: str, key: str) -> None:
    factors = dict(getattr(change, kind)) | {pool: round(1 + float(state.get(key) or 0) / 100, 6)}
    changed = tuple((p, f) for p, f in factors.items() if f != 1)
    state.ask(kind, what_if_address.factors(changed) or None)
