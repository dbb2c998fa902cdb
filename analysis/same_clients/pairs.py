"""Pairs of clients that may be one: by ИНН, by plain name, by a similar name; each with what speaks for it and against.

Nothing here decides. Only near names are compared (blocks), so that ten thousand clients take a second or two; the outcome
does not depend on the order of the clients.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from analysis.same_clients.evidence import (
    SHORTEST,
    ClientRecord,
    MatchEvidence,
    are_elsewhere,
    between,
    is_another_spelling,
    similarity,
    told_apart,
)
from analysis.same_clients.groups import clients_by_ids, contradicting

SURE, LIKELY, DOUBTFUL = "sure", "likely", "doubtful"
GRADES = (SURE, LIKELY, DOUBTFUL)
BLOCK, WINDOW = 60, 8  # a block of more names is compared by neighbours in the alphabet
PARTNERS = 3  # similar names that one client is asked about at a time
CROWD = 50  # clients of one name that ids tell apart: above, the name says nothing
BY_IDS = frozenset({"other_tax_number", "other_id", "other_branch", "several_of_name"})


@dataclass(frozen=True)
class Pair:
    """Two clients that may be one; `first` has more revenue. `grade`: how far the evidence goes."""

    first: ClientRecord
    second: ClientRecord
    evidence: tuple[MatchEvidence, ...]
    grade: str

    @property
    def ids(self) -> tuple[str, str]:
        return _ordered(self.first, self.second)

    @property
    def at_stake(self) -> float:
        """Revenue that would count under the other's name."""
        return self.second.revenue or 0.0


def propose(
    clients: Iterable[ClientRecord], different: Collection[tuple[str, str]] = ()
) -> list[Pair]:
    """Pairs to ask about, the surest first, then by the revenue at stake. different: pairs of ids that need no asking.

    Sure pairs agree with each other: whoever calls all of them one, calls nobody one with a client that is told apart from it.
    """
    ranked = sorted(clients, key=lambda c: c.rank)
    apart = frozenset(different)
    by_number, by_name = _blocks(ranked)
    crowded = {key: n for key, block in by_name.items() if (n := clients_by_ids(block)) > 1}
    asked: dict[tuple[str, str], tuple[ClientRecord, ClientRecord]] = {}
    for block in by_number.values():
        asked |= {_ordered(a, b): (a, b) for a, b in _to_the_first(block, apart)}
    for key, block in by_name.items():
        asked |= {
            _ordered(a, b): (a, b) for a, b in _of_one_name(block, crowded.get(key, 0), apart)
        }
    asked |= {_ordered(a, b): (a, b) for a, b in _similar(ranked, apart | asked.keys())}
    pairs = _consistent([_pair(a, b, crowded) for a, b in asked.values()], apart)
    return sorted(pairs, key=lambda p: (GRADES.index(p.grade), -p.at_stake, p.ids))


def _ordered(a: ClientRecord, b: ClientRecord) -> tuple[str, str]:
    return (a.client_id, b.client_id) if a.client_id <= b.client_id else (b.client_id, a.client_id)


def _blocks(
    ranked: Sequence[ClientRecord],
) -> tuple[dict[str, list[ClientRecord]], dict[str, list[ClientRecord]]]:
    """Clients of one number, and clients of one plain name."""
    by_number: dict[str, list[ClientRecord]] = defaultdict(list)
    by_name: dict[str, list[ClientRecord]] = defaultdict(list)
    for client in ranked:
        for number in client.known_by | client.codes:
            by_number[number].append(client)
        if any(sign.isalpha() for sign in client.plain.key):
            by_name[client.plain.key].append(client)
    return by_number, by_name


def _of_one_name(
    block: Sequence[ClientRecord], n: int, apart: Collection[tuple[str, str]]
) -> Iterator[tuple[ClientRecord, ClientRecord]]:
    """Clients of one note with the first of it; the first of each note with the first without one.

    A name of more than CROWD clients that ids tell apart (`n` of them: «Частное лицо») is asked about once, for the first two.
    """
    if n > CROWD:
        known = [c for c in block if c.codes or c.known_by]
        block = [*known[:2], *(c for c in block if not (c.codes or c.known_by))][:CROWD]
    of_note: dict[str, list[ClientRecord]] = defaultdict(list)
    for client in block:
        of_note[client.plain.note].append(client)
    for group in of_note.values():
        yield from _to_the_first(group, apart)
    heads = [group[0] for group in of_note.values()]
    base = of_note[""][0] if "" in of_note else heads[0]
    for head in [h for h in heads if h is not base][:CROWD]:
        if _ordered(base, head) not in apart and not are_elsewhere(base.plain, head.plain):
            yield min(base, head, key=_rank), max(base, head, key=_rank)


def _rank(client: ClientRecord) -> tuple[float, int, str]:
    return client.rank


def _to_the_first(
    block: Sequence[ClientRecord], apart: Collection[tuple[str, str]]
) -> Iterator[tuple[ClientRecord, ClientRecord]]:
    """Each client with the highest in rank before it that it is not known to differ from: n clients make n − 1 questions."""
    for place, client in enumerate(block):
        before = next((b for b in islice(block, place) if _ordered(b, client) not in apart), None)
        if before is not None:
            yield before, client


def _pair(a: ClientRecord, b: ClientRecord, crowded: Mapping[str, int]) -> Pair:
    first, second = sorted((a, b), key=lambda c: c.rank)
    found = between(first, second)
    n = crowded.get(first.plain.key, 0)
    codes = {e.code for e in found}
    if (
        n > CROWD or (n and not codes & {"same_tax_number", *BY_IDS})
    ) and first.plain.key == second.plain.key:
        found.append(MatchEvidence("several_of_name", False, {"n": n}))
    return Pair(first, second, tuple(found), _grade(found))


def _consistent(pairs: Sequence[Pair], apart: Collection[tuple[str, str]]) -> list[Pair]:
    """The pairs, those no longer sure that together would make clients one that differ."""
    wrong = contradicting(((p.first, p.second) for p in pairs if p.grade == SURE), apart)
    against = MatchEvidence("others_differ", False)
    return [
        replace(p, evidence=(*p.evidence, against), grade=LIKELY)
        if p.grade == SURE and p.first.client_id in wrong
        else p
        for p in pairs
    ]


def _grade(found: Sequence[MatchEvidence]) -> str:
    codes = {e.code for e in found}
    against = {e.code for e in found if not e.speaks_for}
    if "same_tax_number" in codes:
        return (
            DOUBTFUL if "other_branch" in against else LIKELY if "other_name" in against else SURE
        )
    if against & BY_IDS:
        return DOUBTFUL
    return SURE if "same_name" in codes and not against else LIKELY


# --- similar names -----------------------------------------------------------------------------------------------------


def _similar(
    ranked: Sequence[ClientRecord], apart: Collection[tuple[str, str]]
) -> Iterator[tuple[ClientRecord, ClientRecord]]:
    """Each client's most similar partners, where no tax number tells them apart, nor an id and the legal form both."""
    partners: dict[str, list[tuple[float, str, ClientRecord]]] = defaultdict(list)
    for a, b in _near(ranked):
        if _ordered(a, b) in apart or a.plain.key == b.plain.key:
            continue
        if not is_another_spelling(a.plain, b.plain):
            continue
        against = told_apart(a, b)
        has_other_form = bool(a.plain.form and b.plain.form and a.plain.form != b.plain.form)
        if against is None or (against.code == "other_id" and not has_other_form):
            score = similarity(a.plain, b.plain)
            partners[b.client_id].append((-score, a.client_id, a))
    by_id = {c.client_id: c for c in ranked}
    for client_id, found in partners.items():
        for _, _, partner in sorted(found, key=lambda f: f[:2])[:PARTNERS]:
            yield partner, by_id[client_id]


def _near(ranked: Sequence[ClientRecord]) -> Iterator[tuple[ClientRecord, ClientRecord]]:
    """Pairs of one block, each once, the higher in rank first: names that begin alike, end alike or share a word's beginning."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, client in enumerate(ranked):
        name = client.plain
        if len(name.key) >= SHORTEST:
            beginnings = {
                f"^{name.key[:4]}",
                f"${name.key[-4:]}",
                f"~{name.sound}",
                *(f" {w[:5]}" for w in name.words if len(w) > 3),
            }
            for key in beginnings:
                blocks[key].append(place)
    seen: set[tuple[int, int]] = set()
    for key, block in blocks.items():
        for pair in _of_block(ranked, key, block):
            if pair not in seen:
                seen.add(pair)
                yield ranked[pair[0]], ranked[pair[1]]


def _of_block(
    ranked: Sequence[ClientRecord], key: str, block: list[int]
) -> Iterator[tuple[int, int]]:
    width = len(block)
    if width > BLOCK:
        turn = -1 if key.startswith("$") else 1
        block, width = sorted(block, key=lambda p: (ranked[p].plain.key[::turn], p)), WINDOW
    for n, place in enumerate(block):
        for other in block[n + 1 : n + 1 + width]:
            yield (place, other) if place < other else (other, place)
