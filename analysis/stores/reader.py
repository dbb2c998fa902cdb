"""A published store, opened read-only in a sandbox: no files, no network, no settings, single SELECTs only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import duckdb
import pandas as pd

from analysis.errors import BadQuery, DamagedStore, DealfitError, NeedsMemory
from analysis.errors.phrases import Phrase, phrase
from analysis.stores import console, sandbox, store, whole
from analysis.stores.console import USUAL, Bounds


class Reader:
    """One published build. Cheap to keep open; `is_current` says whether a newer one was published."""

    def __init__(self, root: Path, build_id: str, is_demo: bool = False) -> None:
        self.root, self.build_id, self.is_demo = root, build_id, is_demo
        self.trouble: DealfitError | None = (
            None  # why what is published lacks something that was imported or changed
        )
        self._file = store.path(root, build_id)
        if self._file.exists() and not self._file.is_file():  # a pipe would be waited for
            raise self._damaged(phrase("detail.no_file"))
        try:
            self._connection = sandbox.opened(self._file)
        except duckdb.Error as trouble:
            raise self._damaged(whole.detail(trouble)) from trouble
        if whole.cut_off(self._connection, self._file):
            self._connection.close()
            raise self._damaged(phrase("detail.cut_off"))

    def _damaged(self, detail: str | Phrase) -> DamagedStore:
        return DamagedStore("damaged_store", file=f"stores/{self._file.name}", detail=detail)

    @property
    def is_current(self) -> bool:
        return store.current(self.root) in (self.build_id, None)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()

    def _frame(self, select: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> pd.DataFrame:
        """values: of the select's ? in their order, or of its $names."""
        cursor = self._connection.cursor()
        try:
            return cursor.execute(select, values).df()
        except duckdb.OutOfMemoryException as trouble:
            raise NeedsMemory("build_memory", detail=whole.detail(trouble)) from trouble
        except duckdb.Error as trouble:
            if whole.is_damage(trouble):
                raise self._damaged(whole.detail(trouble)) from trouble
            raise
        finally:
            cursor.close()

    def table(self, name: str) -> pd.DataFrame:
        """A whole result table by its name; for small ones."""
        if name not in self.tables():
            raise BadQuery("bad_query", detail=phrase("detail.no_table", name=name))
        return self._frame(f'select * from "{name}"')

    def tables(self) -> dict[str, str]:
        """Table name → its grain."""
        frame = self._frame("select table_name, comment from duckdb_tables() order by table_name")
        return dict(zip(frame["table_name"], frame["comment"].fillna(""), strict=True))

    def filtered(
        self, frame: pd.DataFrame, condition: str | None, bounds: Bounds = USUAL
    ) -> pd.DataFrame:
        """Rows of a frame that meet a SQL condition on its columns, bounded as `sql` is; all of them without one."""
        if not condition:
            return frame
        return console.ask(
            self._file, f"select * from framed where ({condition}\n)", bounds, {"framed": frame}
        )

    def sql(self, query: str, bounds: Bounds = USUAL) -> pd.DataFrame:
        """A single SELECT over contracts 1 and 2, read-only, without access to files, network or settings; BadQuery past its bounds."""
        return console.ask(self._file, query, bounds)
