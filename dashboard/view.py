"""What a page is given: the data, the scope and the words of this run."""

from __future__ import annotations

from dataclasses import dataclass

from analysis import Scope
from analysis.language import Words
from analysis.reader import search
from dashboard import scope_in_address, state
from dashboard.cache import Data


@dataclass(frozen=True)
class View:
    data: Data
    scope: Scope
    words: Words

    @property
    def line(self) -> str:
        """The scope in words, and which part of its hours is estimated: for a page's quiet line and for exports."""
        share = self.data.metrics(["estimated_share"], (), self.scope)["estimated_share"].iloc[0]
        estimated = self.words("line.estimated", share=self.words.share(share)) if share > 0 else ""
        return " · ".join(
            p for p in (scope_line(self.scope, self.words, self.data), estimated) if p
        )


def here() -> View:
    view: View = state.view()
    return view


def scope_line(scope: Scope, words: Words, data: Data | None = None) -> str:
    parts = []
    if scope.since and scope.until:
        parts.append(
            words("line.since_until", since=words.date(scope.since), until=words.date(scope.until))
        )
    elif scope.since:
        parts.append(words("line.since", since=words.date(scope.since)))
    elif scope.until:
        parts.append(words("line.until", until=words.date(scope.until)))
    else:
        parts.append(words("line.whole"))
    names_of = client_names(data) if data and scope.clients else {}
    for key, field in scope_in_address.NAMES.items():
        if chosen := getattr(scope, field):
            names = ", ".join(option_name(key, value, words, names_of) for value in chosen)
            parts.append(words(f"line.{key}", names=names))
    if scope.minimum_revenue is not None:
        parts.append(words("line.min", amount=words.money(scope.minimum_revenue)))
    return " · ".join(parts)


def client_names(data: Data) -> dict[str, str]:
    found: dict[str, str] = data.worked(search.client_names)
    return found


def option_name(key: str, value: str | None, words: Words, names_of: dict[str, str]) -> str:
    if value is None:
        return words("scope.none")
    if key == "kind":
        return words.code("kind", value)
    return names_of.get(value, value) if key == "client" else value
