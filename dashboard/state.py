"""The only module that touches the session and the address.

The address holds the whole view: scope, language, and what a page was asked for (a chosen client, a sorting). It speaks,
that is, overrides the session, when a session begins, when a link is followed and when the reader goes back or forward;
otherwise the widgets are the truth and the address follows them. What it says is untrusted: what can't be used is
named in a notice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis import Scope
from dashboard.scope_in_address import NAMES, SCOPE_KEYS, Params, amount_of, day_of, scope_params

LANGUAGES = ("ru", "en")
MAX_NAMES = 300
MAX_SHOWN = 60
MAX_ASKED = 4000  # characters of one thing that a page is asked for

Notice = tuple[str, dict[str, str]]


def _session(name: str, default: Callable[[], Any]) -> Any:
    if name not in st.session_state:
        st.session_state[name] = default()
    return st.session_state[name]


def in_address() -> Params:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _went_back_or_forward() -> bool:
    context = get_script_run_ctx()
    return bool(context and getattr(context, "is_history_navigation", False))


PASSING = {
    "id": "client",
    "order": "order",
}  # what names one thing in the address → the page that shows it


def _is_passing(page: str) -> bool:
    """Whether the address is what Streamlit leaves in the history on the way to another page: this page, that one's thing."""
    return any(PASSING.get(name, page) != page for name in in_address())


def settle_language() -> str:
    """The language of this run: the address's where it speaks, else the session's, else Russian."""
    asked = st.query_params.get("lang")
    if "lang" not in st.session_state or _went_back_or_forward():
        st.session_state["lang"] = asked if asked in LANGUAGES else LANGUAGES[0]
    return language()


def language() -> str:
    return str(st.session_state["lang"])


def arrive(page: str) -> bool:
    """Notes the page of this run. True where the address speaks; then `asked` gives what it says."""
    fresh = "page" not in st.session_state
    moved = not fresh and st.session_state["page"] != page
    speaks = fresh or _went_back_or_forward() or (moved and bool(in_address()))
    if not fresh and _went_back_or_forward() and _is_passing(page):
        speaks = False  # the session knows what this page showed when it was left
    st.session_state["page"] = page
    if fresh or moved:
        st.session_state["visit"] = visit() + 1
    kept = _session("kept", dict)
    if moved or speaks:
        st.session_state["notices"] = []
    if speaks:
        address = in_address()
        kept[page] = {
            n: v[0][:MAX_ASKED] for n, v in address.items() if n not in (*SCOPE_KEYS, "lang") and v
        }
        for name in list(st.session_state.get("bound", {}).get(page, ())):
            st.session_state.pop(_key(page, name), None)
        if fresh and address.get("lang", ["ru"])[0] not in LANGUAGES:
            warn("bad_address_value", name="lang", value=address["lang"][0])
    else:
        for name in st.session_state.get("bound", {}).get(page, ()):
            if _key(page, name) in st.session_state:
                kept.setdefault(page, {})[name] = st.session_state[_key(page, name)]
    return speaks


def visit() -> int:
    """Which visit of a page this is, counted through the session: a page that was left and opened again is visited anew."""
    return int(st.session_state.get("visit", 0))


def warn(code: str, **values: str) -> None:
    """A notice about the address: shown until the reader moves on."""
    notice = (
        code,
        {k: v if len(v) <= MAX_SHOWN else v[:MAX_SHOWN] + "…" for k, v in values.items()},
    )
    if notice not in _session("notices", list):
        st.session_state["notices"].append(notice)


def notices() -> list[Notice]:
    return list(_session("notices", list))


# --- the scope ---------------------------------------------------------------------------------------------------------


def asked_scope(choices: Mapping[str, Sequence[str | None]]) -> Scope:
    """The scope that the address names, without what can't be: each such value becomes a notice."""
    address = in_address()
    since, until = _asked_date(address, "since"), _asked_date(address, "until")
    if since and until and since > until:
        warn("bad_address_dates", since=since.isoformat(), until=until.isoformat())
        since = until = None
    names: dict[str, tuple[str | None, ...]] = {}
    for name, field in NAMES.items():
        known = set(choices[name])
        asked = [value or None for value in address.get(name, [])[:MAX_NAMES]]
        for value in asked:
            if value not in known:
                warn("unknown_address_value", name=name, value=value or "")
        names[field] = tuple(value for value in asked if value in known)
    return Scope(since, until, **names, minimum_revenue=_asked_amount(address))


def _asked_date(address: Params, name: str) -> dt.date | None:
    value = (address.get(name) or [""])[0]
    try:
        return day_of(value)
    except ValueError:
        warn("bad_address_value", name=name, value=value)
        return None


def _asked_amount(address: Params) -> Decimal | None:
    value = (address.get("min") or [""])[0]
    try:
        return amount_of(value)
    except ValueError:
        warn("bad_address_value", name="min", value=value)
        return None


def view_params(scope: Scope) -> Params:
    """What every link carries: the scope and the language."""
    return {**scope_params(scope), "lang": [language()]}


def write(scope: Scope) -> None:
    """Brings the address in line with the view."""
    page = st.session_state["page"]
    params = scope_params(scope)
    if language() != LANGUAGES[0]:
        params["lang"] = [language()]
    usual = _session("bound", dict).get(page, {})
    for name, value in _session("kept", dict).get(page, {}).items():
        if value not in (None, "", usual.get(name)):
            params[name] = [str(value)]
    if params != in_address():
        st.query_params.from_dict(params)


# --- widgets -----------------------------------------------------------------------------------------------------------


def put(key: str, value: Any) -> None:
    """Sets a widget's value; only before the widget is made in this run."""
    st.session_state[key] = value


def get(key: str, default: Any = None) -> Any:
    return st.session_state.get(key, default)


def hold(keys: Iterable[str]) -> None:
    """Keeps what widgets hold where their labels change with the language: Streamlit takes such a widget for a new one."""
    for key in keys:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def _key(page: str, name: str) -> str:
    return f"{page or 'overview'}?{name}"


def bind(
    name: str, options: Sequence[str], default: str | None = None, *, stays: bool = False
) -> str:
    """The key for a select widget of the page whose choice stands in the address under `name`.

    `st.selectbox(…, options, key=state.bind("sort", options, "revenue"))`
    stays: the default follows the data (the first client), so that it stands in the address too: a copied link opens the
    same on another day.
    """
    page = st.session_state["page"]
    _session("bound", dict).setdefault(page, {})[name] = None if stays else default
    kept = _session("kept", dict).setdefault(page, {})
    key = _key(page, name)
    is_chosen = (
        key in st.session_state
    )  # on the page, where other data or another slice may lack it now
    value = st.session_state.get(key, kept.get(name))
    if value is not None and value not in options:
        if not (stays and is_chosen):
            warn("unknown_address_value", name=name, value=str(value))
        kept.pop(name, None)
        value = None
    st.session_state[key] = default if value is None else value
    if stays:
        _put_into_address(name, st.session_state[key])
    return key


def _put_into_address(name: str, value: str | None) -> None:
    """Of what the page shows by itself: the address names it from this run on."""
    _session("kept", dict).setdefault(st.session_state["page"], {})[name] = value
    write(view().scope)


def bind_text(name: str, default: str | None = None, *, stays: bool = False) -> str:
    """The key for a widget of free text (a search, a number typed in) that stands in the address; validate what it says.

    stays: as bind.
    """
    page = st.session_state["page"]
    _session("bound", dict).setdefault(page, {})[name] = None if stays else default
    key = _key(page, name)
    if st.session_state.get(key) is None:
        st.session_state[key] = _session("kept", dict).setdefault(page, {}).get(name) or default
    if stays:
        _put_into_address(name, st.session_state[key])
    return key


def asked(name: str) -> str | None:
    """What the page is asked for under `name`, in the address or by `ask`: untrusted text, validate it."""
    value = _session("kept", dict).get(st.session_state["page"], {}).get(name)
    return None if value is None else str(value)


def ask(name: str, text: str | None) -> None:
    """Puts a text into the page's address, None takes it out. For callbacks: shown from the next run on."""
    kept = _session("kept", dict).setdefault(st.session_state["page"], {})
    kept.pop(name, None) if text is None else kept.update({name: text})


def person() -> str:
    """Who makes changes in this session, as they called themselves last."""
    return str(st.session_state.get("person", ""))


def remember_person(name: str) -> None:
    st.session_state["person"] = name.strip()


# --- the page's surroundings -------------------------------------------------------------------------------------------


def set_view(view: Any) -> None:
    st.session_state["view"] = view


def view() -> Any:
    return st.session_state["view"]


def pinned() -> Any:
    """The build that this session reads, until it asks for the newer one."""
    return st.session_state.get("pinned")


def pin(build: Any) -> None:
    st.session_state["pinned"] = build


def unpin() -> None:
    st.session_state.pop("pinned", None)
