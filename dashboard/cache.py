"""The only module with cache decorators. Keys: workspace folder, build, question, scope; never a connection."""

from __future__ import annotations

import functools
import hashlib
import io
import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from analysis import DealfitError, Scope, places
from analysis.actions import demo_plant, opening
from analysis.deals.workspace import DealWorkspace
from analysis.journal.what_if import WhatIf
from analysis.progress import StageProgress, silent
from analysis.reader.workspace import EVERYTHING
from analysis.what_if import ScenarioWorkspace, what_if_outcome
from analysis.what_if.what_if_outcome import ScenarioOutcome
from dashboard import state

KEPT_BUILDS = 6
KEPT_ANSWERS = 1024
KEPT_GLANCES = 256
KEPT_OUTCOMES = 16  # of what-ifs: each holds every client
KEPT_DRAWN = 256  # figures and written tables

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Build:
    """A published store, by name."""

    root: str
    build_id: str
    is_demo: bool
    trouble: DealfitError | None = field(
        default=None, compare=False
    )  # see opening.open_workspace, when this build was taken


@st.cache_resource(
    max_entries=KEPT_BUILDS, show_spinner=False, on_release=lambda opened: opened.close()
)
def _opened(root: str, build_id: str, is_demo: bool) -> DealWorkspace:
    return DealWorkspace(Path(root), build_id, is_demo)


class KeptAnswers:
    """What was found for a key, the last `most` of them, each worked out once. Whoever asks may change what it gets: it is a copy.

    Streamlit's own cache_data hashes its arguments anew and reads a pickle for every answer, some thirty to a page: a tenth of
    a page's cost. pandas copies a frame when it is written to, so one that is only read is never copied.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._under_way: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, find: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._copy(self._kept[key])
            under_way = self._under_way.setdefault(key, threading.Lock())
        with under_way:  # two who ask at once wait for one answer
            with self._lock:
                answer = self._kept.get(key)
            if answer is None:
                answer = _frozen(find())
            with self._lock:
                self._under_way.pop(key, None)
                self._kept[key] = answer
                while len(self._kept) > self.most:
                    self._kept.popitem(last=False)
        return self._copy(answer)

    @staticmethod
    def _copy(answer: Any) -> Any:
        return pickle.loads(answer) if isinstance(answer, bytes) else answer.copy(deep=False)


def _frozen(answer: Any) -> Any:
    """A frame as it is, anything else as a pickle."""
    return answer if isinstance(answer, (pd.DataFrame, pd.Series)) else pickle.dumps(answer)


_answers = KeptAnswers(KEPT_ANSWERS)


@st.cache_data(max_entries=KEPT_OUTCOMES, show_spinner=False)
def _supposed(
    build: tuple[str, str, bool], given: str, _change: WhatIf, _dates: Scope
) -> ScenarioOutcome:
    today = _opened(*build)
    with ScenarioWorkspace(
        today, _change
    ) as then:  # a whole costing in memory: let go as soon as it is compared
        return what_if_outcome.compare(today, then, _dates)


@st.cache_resource(max_entries=KEPT_GLANCES, show_spinner=False)
def remembered(key: str, _look: Callable[[], Any]) -> Any:
    """What `_look` finds, looked up once per key: an upload's id and how it is to be read. Frozen: not copied."""
    return _look()


@st.cache_resource(max_entries=KEPT_DRAWN, show_spinner=False)
def _drawn(function: str, given: bytes, _draw: Callable[[], Any]) -> Any:
    return _draw()


def _content(arguments: Any) -> bytes:
    """A hash that is equal for equal contents."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written)
    pickler.fast = True  # the same for a value that occurs twice as one object and for its copy
    pickler.dump(arguments)
    return hashlib.sha256(written.getbuffer()).digest()


def drawn(draw: Callable[P, T]) -> Callable[P, T]:
    """For a function whose result its arguments alone decide, a figure or a written table: done once for equal ones.

    The result is shared by all sessions, so nobody may change it.
    """
    name = f"{draw.__module__}.{draw.__qualname__}"

    @functools.wraps(draw)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        result: T = _drawn(name, _content((args, kwargs)), lambda: draw(*args, **kwargs))
        return result

    return once


def newest_build(progress: StageProgress = silent) -> Build:
    """The build in force, the demo plant's where nothing was imported; builds it first where it is stale (see opening.open_or_demo)."""
    with opening.open_or_demo(places.default_root(), progress) as ws:
        return Build(str(ws.root), ws.build_id, ws.is_demo, ws.trouble)


def build_anew(damaged: Build) -> None:
    """A store from the imports in the place of one that turned out to be damaged."""
    opening.build_anew(Path(damaged.root), damaged.build_id)


def data(progress: StageProgress = silent) -> Data:
    """The data of this session: the build it began with, until `state.unpin()`. progress: as newest_build."""
    build = state.pinned()
    if build is None:
        build = newest_build(progress)
        state.pin(build)
    return Data(build)


@dataclass(frozen=True)
class Data:
    """A build's answers, cached. Methods and results as analysis.Workspace; never changes what it returned before."""

    build: Build

    def _ask(self, question: str, *arguments: Any) -> Any:
        build = (self.build.root, self.build.build_id, self.build.is_demo)
        return _answers.get(
            (build, question, repr(arguments)),
            lambda: getattr(_opened(*build), question)(*arguments),
        )

    def worked(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What a function of `analysis` finds in the workspace: work(workspace, *arguments), a Scope among them."""
        build = (self.build.root, self.build.build_id, self.build.is_demo)
        return _answers.get(
            (build, f"{work.__module__}.{work.__qualname__}", repr(arguments)),
            lambda: work(_opened(*build), *arguments),
        )

    def what_if(self, change: WhatIf, dates: Scope) -> ScenarioOutcome:
        """What the change would do in these dates: today's numbers beside the supposed ones. Nothing is saved."""
        build = (self.build.root, self.build.build_id, self.build.is_demo)
        return _supposed(build, repr((change, dates)), change, dates)

    @property
    def is_current(self) -> bool:
        """False once a newer build is published, or once real data stands where the demo plant was shown."""
        if self.build.is_demo and demo_plant.has_data(places.default_root()):
            return False
        return bool(_opened(self.build.root, self.build.build_id, self.build.is_demo).is_current)

    @property
    def behind(self) -> str:
        """See opening.behind: of the user's own data, whatever is shown."""
        return opening.behind(places.default_root())

    def clients(self, scope: Scope) -> pd.DataFrame:
        return self._ask("clients", scope)  # type: ignore[no-any-return]

    def orders(self, scope: Scope) -> pd.DataFrame:
        return self._ask("orders", scope)  # type: ignore[no-any-return]

    def metrics(
        self, names: Sequence[str], by: Sequence[str] = (), scope: Scope = EVERYTHING
    ) -> pd.DataFrame:
        return self._ask("metrics", tuple(names), tuple(by), scope)  # type: ignore[no-any-return]

    def order(self, order_id: str) -> pd.Series:
        return self._ask("order", order_id)  # type: ignore[no-any-return]

    def client(self, client_id: str) -> pd.Series:
        return self._ask("client", client_id)  # type: ignore[no-any-return]

    def lines(self, order_id: str) -> pd.DataFrame:
        return self._ask("lines", order_id)  # type: ignore[no-any-return]

    def usage(self, order_id: str) -> pd.DataFrame:
        return self._ask("usage", order_id)  # type: ignore[no-any-return]

    def order_costs(self, order_id: str) -> pd.DataFrame:
        return self._ask("order_costs", order_id)  # type: ignore[no-any-return]

    def order_target(self, order_id: str) -> float:
        return self._ask("order_target", order_id)  # type: ignore[no-any-return]

    def client_pools(self, client_id: str, scope: Scope) -> pd.DataFrame:
        return self._ask("client_pools", client_id, scope)  # type: ignore[no-any-return]

    def unused_cost(self, scope: Scope) -> float | None:
        return self._ask("unused_cost", scope)  # type: ignore[no-any-return]

    def table(self, name: str) -> pd.DataFrame:
        return self._ask("table", name)  # type: ignore[no-any-return]

    def tables(self) -> dict[str, str]:
        return self._ask("tables")  # type: ignore[no-any-return]

    def choices(self, column: str) -> list[str | None]:
        return self._ask("choices", column)  # type: ignore[no-any-return]

    def span(self) -> tuple[Any, Any]:
        return self._ask("span")  # type: ignore[no-any-return]

    def missing(self) -> list[str]:
        return self._ask("missing")  # type: ignore[no-any-return]

    def breaches(self) -> pd.DataFrame:
        return self._ask("breaches")  # type: ignore[no-any-return]

    def guilty(self, name: str) -> pd.DataFrame:
        return self._ask("guilty", name)  # type: ignore[no-any-return]

    def currency(self) -> str:
        return str(self.table("settings")["currency"].iloc[0])
