"""More than two clients at once: how many of one name the ids tell apart, and sure pairs that can't all be one client."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from itertools import combinations

from analysis.same_clients.evidence import ClientRecord, between

MOST_KINDS = 12  # of clients in one group of sure pairs; with more, somebody has to look


class Joined:
    """Things that are one, step by step (union-find)."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def of(self, one: Hashable) -> Hashable:
        """What stands for all that are one with it."""
        top = one
        while (above := self._above.get(top, top)) != top:
            top = above
        while one != top:
            self._above[one], one = top, self._above.get(one, top)
        return top

    def join(self, one: Hashable, other: Hashable) -> None:
        self._above[self.of(one)] = self.of(other)


def clients_by_ids(block: Sequence[ClientRecord]) -> int:
    """How many clients the ids tell apart among those of one name: by their own codes or by tax numbers, whichever are more."""
    return max(_separate(c.codes for c in block), _separate(c.known_by for c in block))


def _separate(ids: Iterable[frozenset[str]]) -> int:
    """Groups that have no id in common."""
    joined, known = Joined(), set[str]()
    for several in ids:
        for one in several:
            joined.join(one, min(several))
        known |= several
    return len({joined.of(one) for one in known})


def contradicting(
    sure: Iterable[tuple[ClientRecord, ClientRecord]], apart: Collection[tuple[str, str]]
) -> set[str]:
    """Ids of clients whose sure pairs, taken together, make clients one that are told apart, or that people called different."""
    joined, clients = Joined(), dict[str, ClientRecord]()
    for pair in sure:
        joined.join(pair[0].client_id, pair[1].client_id)
        clients |= {c.client_id: c for c in pair}
    groups: dict[Hashable, list[ClientRecord]] = defaultdict(list)
    for client in clients.values():
        groups[joined.of(client.client_id)].append(client)
    wrong = {
        joined.of(a)
        for a, b in apart
        if a in clients and b in clients and joined.of(a) == joined.of(b)
    }
    wrong |= {top for top, group in groups.items() if len(group) > 2 and _contradicts(group)}
    return {client.client_id for top in wrong for client in groups[top]}


def _contradicts(group: Iterable[ClientRecord]) -> bool:
    """Whether two of a group are told apart. Clients that say the same of themselves are looked at once."""
    kinds = {
        (
            c.known_by,
            frozenset() if c.known_by else c.codes,
            c.plain.form,
            c.plain.maker,
            c.plain.note,
            c.plain.key,
        ): c
        for c in group
    }
    if len(kinds) > MOST_KINDS:
        return True
    return any(_told_apart(a, b) for a, b in combinations(kinds.values(), 2))


def _told_apart(a: ClientRecord, b: ClientRecord) -> bool:
    found = between(a, b)
    return not any(e.code == "same_tax_number" for e in found) and any(
        not e.speaks_for for e in found
    )
