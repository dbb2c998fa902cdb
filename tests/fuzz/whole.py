"""The whole way of a file, with DuckDB and both files of rows: a few times a second."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

from analysis import intake
from analysis.errors import DealfitError

from . import files
from .given import Provider, rarely
from .steps import _mapping


def whole(data: bytes) -> None:
    """A file, or a mapping: what is read is accepted or refused."""
    provider = Provider(data)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        if rarely(provider, 10):
            toml = Path(folder) / "mapping.toml"
            toml.write_bytes(provider.ConsumeBytes(len(data)))
            with contextlib.suppress(DealfitError):
                intake.load_mapping(toml)
        else:
            mapping = _mapping(provider)
            take(files.written(provider, Path(folder)), mapping)


def take(path: Path, mapping: intake.FileMapping | None = None) -> None:
    """Recognises and takes in every table of the file; what is read is accepted or refused, as the files of both say."""
    accepted, rejected = path.with_suffix(".accepted"), path.with_suffix(".rejected")
    with contextlib.suppress(DealfitError):
        intake.recognise(path, mapping=mapping)
    try:
        for part in intake.parts(path, None, mapping or intake.FileMapping()):
            for left in (accepted, rejected):
                left.unlink(missing_ok=True)
            try:
                got = intake.take_in(
                    path,
                    import_id="f",
                    accepted=accepted,
                    rejected=rejected,
                    mapping=mapping,
                    part=part,
                )
            except DealfitError:
                continue
            assert got.rows_read == got.rows_accepted + got.rows_rejected
            assert pq.read_metadata(accepted).num_rows == got.rows_accepted
            assert not got.rows_rejected or pq.read_metadata(rejected).num_rows == got.rows_rejected
            if got.revenue_read is not None:
                assert got.revenue_read == (got.revenue_accepted or 0) + (got.revenue_rejected or 0)
    except DealfitError:
        return
