"""What every letter has around its text: who writes, whom to, a greeting, a signature; open lines where that isn't known."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.language import Words


def framed(
    say: Words,
    client: str,
    lines: Iterable[str],
    *,
    contact: str | None,
    company: str | None,
    address: str | None,
    signed_by: str | None,
) -> str:
    """lines: the letter's own. contact: whom to greet."""
    above = "\n".join(line for line in (company, address) if line)
    signed = "\n".join(line for line in (signed_by or say("letter.unsigned"), company) if line)
    dear = say("letter.dear_named", name=contact) if contact else say("letter.dear")
    start = [*([above, ""] if above else []), f"{client}\n\n{dear}\n"]
    return "\n".join([*start, *lines, say("letter.end", signed_by=signed)])
