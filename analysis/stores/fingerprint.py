"""What a store's contents depend on, as a short text: where another stands, the store is built anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from analysis.delivery.manifest import Delivery
from analysis.stores import decided, loading, pipeline, sources

BUILD = (loading, decided)  # with the pipeline's steps, all that fills a store


def of(deliveries: Iterable[Delivery]) -> str:
    """Of all that decides a store's contents but people's decisions: inputs, pipeline, and the program's rules in Python."""
    parts = [pipeline.fingerprint(), rules()]
    for delivery in deliveries:
        parts += [
            f"{delivery.delivery_no}/{f.import_id}/{f.sha256}/{f.mapping_sha}"
            for f in delivery.files
        ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def rules() -> str:
    """The text of BUILD and of all that it imports: defaults of the settings, too, are rules."""
    behind = sources.behind(Path(str(module.__file__)) for module in BUILD)
    return "\0".join([*behind, *behind.values()])
