"""The frame: language, data, navigation and scope; then the page."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st
import streamlit.commands.navigation
from streamlit.runtime.scriptrunner import ScriptRunContext

from analysis import DealfitError, language, places
from analysis.actions import opening
from analysis.errors import BadSettings, CannotWrite, DamagedStore
from dashboard import cache, first_build, fragments, links, page, setting_trouble, state
from dashboard.top import bar, doors, filters, search
from dashboard.view import View

CHECK_SECONDS = 10  # a few milliseconds in each open page
UNKNOWN_PAGE = "frame.unknown_page"  # what the address named, until it is said
REOPENED = (
    "frame.reopened"  # whether this session's store was found damaged, and no page was shown since
)


@fragments.fragment(every=CHECK_SECONDS)
def offer_new_data(data: cache.Data, words: language.Words) -> None:
    if data.is_current:
        if (behind := data.behind) and not opening.trouble_of(places.default_root()):
            _say_behind(words, behind)
        return
    with st.container(key="noprint-new", horizontal=True, vertical_alignment="center"):
        st.text(words("new_data"))
        if st.button(words("new_data.take"), type="primary"):
            state.unpin()
            st.rerun()


def _say_behind(words: language.Words, behind: str) -> None:
    """An import was taken in and its numbers aren't here: they are being worked out, or whoever did it left the page."""
    with st.container(key="noprint-behind", horizontal=True, vertical_alignment="center"):
        st.text(words(f"behind.{behind}"))
        if behind == opening.CUT_SHORT and st.button(words("behind.finish"), type="primary"):
            state.unpin()
            st.rerun()


def say_trouble(data: cache.Data, words: language.Words) -> None:
    """Which file of the workspace keeps newer figures from being shown, and the mend."""
    trouble = opening.trouble_of(Path(data.build.root))
    if trouble is None and not isinstance(data.build.trouble, BadSettings):
        trouble = data.build.trouble
    if trouble:
        st.warning(
            language.plain(f"{setting_trouble.sentence(words, trouble)} {words('settings.former')}")
        )


def _remember_unknown_page(ctx: ScriptRunContext) -> None:
    """In place of Streamlit's dialog, which is English on every page and stands over the whole of it."""
    state.put(UNKNOWN_PAGE, ctx.pages_manager.intended_page_name)


streamlit.commands.navigation.send_page_not_found = _remember_unknown_page


def _say_unknown_page() -> None:
    name = state.get(UNKNOWN_PAGE)
    state.put(UNKNOWN_PAGE, None)
    if name and name != doors.HOME:
        state.warn("unknown_page", name=str(name))


def navigation(words: language.Words) -> st.Page:
    pages = [
        st.Page(
            links.page(name),
            title=bar.title(words, name),
            url_path=name,
            default=name == doors.HOME,
        )
        for name in doors.PAGES
    ]
    return st.navigation(pages, position="hidden")


def draw_top(data: cache.Data, words: language.Words, page_name: str, address_speaks: bool) -> View:
    """The doors, the slice in one line, the switch of the open door. The links carry the slice, so it is drawn first."""
    top = st.container(key="noprint-doors", horizontal=True, gap=None)
    with st.container(
        key="noprint-slice", horizontal=True, vertical_alignment="center", gap="xsmall"
    ):
        scope = filters.choose(data, words, address_speaks)
        tools = st.container(
            key="tools", horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False
        )
    state.write(scope)
    view = View(data, scope, words)
    state.set_view(view)
    with tools:
        search.draw(view)
        bar.choose_language(words)
        bar.draw_report(view)
        bar.draw_print(words)
    with top:
        bar.draw_doors(view, page_name)
    bar.draw_switch(view, page_name)
    return view


def _open_again(words: language.Words, damage: DamagedStore) -> None:
    """Once: a store that was cleared away gives way to the newest, a damaged one is built anew; then the sentence."""
    build = state.pinned()
    if build is None or state.get(REOPENED):
        page.trouble(words, setting_trouble.sentence(words, damage))
        return
    state.put(REOPENED, True)
    try:
        with st.spinner(words("first_build")):
            cache.build_anew(build)
    except DealfitError as trouble:
        page.trouble(
            words,
            setting_trouble.sentence(
                words, damage if isinstance(trouble, CannotWrite) else trouble
            ),
        )
        return
    state.unpin()
    st.rerun()


def main() -> None:
    words = language.words(state.settle_language())
    page.style(words)
    chosen = navigation(words)
    page_name = chosen.url_path or doors.HOME
    if place := doors.moved(page_name, state.in_address()):
        st.switch_page(links.page(place), query_params=state.in_address())
    if page_name not in doors.OPENED:  # a client's and an order's own pages name them
        st.set_page_config(page_title=bar.title(words, page_name))
    speaks = state.arrive(chosen.url_path)
    _say_unknown_page()
    try:
        with first_build.Steps(words) as steps:
            data = cache.data(steps.tell)
            words = language.words(words.lang, data.currency())
        draw_top(data, words, page_name, speaks)
        above = st.container()
        offer_new_data(data, words)
        say_trouble(data, words)
        chosen.run()
        with above:  # last: the page itself finds out what of its address can't be used
            page.notices(words)
        state.put(REOPENED, False)
    except DamagedStore as trouble:
        _open_again(words, trouble)
    except DealfitError as trouble:
        page.trouble(words, setting_trouble.sentence(words, trouble))
    except (
        Exception
    ):  # no exception is shown to a user; Streamlit's own control flow is no Exception
        logging.getLogger("dealfit").exception("the page %s failed", chosen.url_path)
        page.trouble(words, words("trouble.unexpected"))
