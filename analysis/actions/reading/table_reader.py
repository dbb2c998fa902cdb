"""The tables of one file, judged and written as Parquet: the work that is done in a process of its own (analysis.isolation)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis import intake, isolation
from analysis.actions import mended_rows
from analysis.actions.choices import Choice
from analysis.actions.mended_rows import MendingResult
from analysis.delivery.file_records import taken_in
from analysis.delivery.manifest import ImportedFile
from analysis.errors import DealfitError
from analysis.intake.rows.file_endings import UNREAD
from analysis.journal.settings import saved_mappings
from analysis.progress import Progress

isolation.import_ahead(__name__)

LEFT_OUT = {  # troubles of a sheet that only need saying beside one that is taken → the notice
    "no_known_header": "sheets_left_out",
    "mapping_header_missing": "sheets_left_out",
    "hidden_sheet": "hidden_sheets",
    "repeated_sheet": "sheets_repeat",
    "planned_sheet": "planned_sheets",
}
Remembered = tuple[
    tuple[str, ...], intake.FileMapping, str
]  # row of headers, mapping with the answers given, file


@dataclass(frozen=True)
class FileTables:
    """The tables of a file; troubles: of sheets that can't be read. place: of the next table in the delivery."""

    tables: Sequence[ImportedFile] = ()
    troubles: Sequence[DealfitError] = ()
    remembered: Sequence[Remembered] = ()
    are_mended_rows: bool = False  # nothing was taken yet
    place: int = 1


@dataclass(frozen=True)
class TableReader:
    """Reads files into `folder` for the delivery of this number; see Arrivals. saved: whether mappings are kept in `root`."""

    root: Path
    folder: Path
    number: int
    told: intake.FileMapping | None
    money: intake.Money
    answers: Mapping[str, str]
    saved: bool

    def tables(self, choice: Choice, sha: str, place: int, progress: Progress) -> FileTables:
        """Every table of the file; where no sheet can be read, the first trouble is raised."""
        taken: list[ImportedFile] = []
        troubles: list[DealfitError] = []
        remembered: list[Remembered] = []
        left_out: dict[str, list[str]] = {}
        for part in self._parts(choice):
            if part.sheet in choice.left_out:
                continue
            if mended_rows.are_in(choice.path, part):
                return FileTables(are_mended_rows=True, place=place)
            try:
                import_id, place = self._id(place), place + 1
                taken.append(self._table(choice, sha, import_id, part, remembered, progress))
            except DealfitError as trouble:
                troubles.append(trouble)
                if part.sheet and trouble.code in LEFT_OUT:
                    left_out.setdefault(LEFT_OUT[trouble.code], []).append(part.sheet)
        if not taken and troubles:
            raise troubles[0]
        if left_out and taken:
            notices = [
                intake.Notice(code, {"sheets": ", ".join(sheets)})
                for code, sheets in left_out.items()
            ]
            taken[0] = replace(taken[0], warnings=(*taken[0].warnings, *notices))
        others = tuple(trouble for trouble in troubles if trouble.code not in LEFT_OUT)
        return FileTables(tuple(taken), others, tuple(remembered), False, place)

    def mend(
        self, choice: Choice, sha: str, place: int, there: mended_rows.MendableDeliveries
    ) -> tuple[list[ImportedFile], list[MendingResult], int]:
        """The mended rows of the file, and the place of the next table."""
        part = next(
            p
            for p in self._parts(choice)
            if p.sheet not in choice.left_out and mended_rows.are_in(choice.path, p)
        )
        used: list[str] = []

        def ids() -> Iterator[str]:
            while True:
                used.append(self._id(place + len(used)))
                yield used[-1]

        files, mended = mended_rows.take(there, self.folder, choice.path, part, sha, ids())
        return files, mended, place + len(used)

    def _id(self, place: int) -> str:
        return f"{self.number:06d}-{place:03d}"

    def _parts(self, choice: Choice) -> Iterator[intake.Part]:
        return intake.parts(
            choice.path, choice.table, self.told or intake.FileMapping(), self._known(choice)
        )

    def _known(self, choice: Choice) -> intake.Known | None:
        """Which mapping a part of the file has: the user's for it, else the one saved for its shape."""
        if self.told or not (choice.mappings or self.saved):
            return None

        def known(sheet: str | None, beginning: intake.Beginning) -> intake.FileMapping | None:
            found = choice.mapping(sheet) or (
                saved_mappings.find(self.root, beginning) if self.saved else None
            )
            other_table = found and choice.table and found.table not in (None, choice.table)
            return None if other_table else found

        return known

    def _table(
        self,
        choice: Choice,
        sha: str,
        import_id: str,
        part: intake.Part,
        remembered: list[Remembered],
        progress: Progress,
    ) -> ImportedFile:
        with beside(self.folder) as scratch:
            accepted, rejected = (
                Path(scratch) / "accepted.parquet",
                Path(scratch) / "rejected.parquet",
            )
            report = intake.take_in(
                choice.path,
                import_id=import_id,
                table=choice.table,
                mapping=self.told,
                accepted=accepted,
                rejected=rejected,
                progress=progress,
                part=self._answered(part),
                money=self.money,
            )
            put(self.folder, import_id, report.table, accepted, rejected)
        asked = {q.id: self.answers[q.id] for q in report.questions if q.id in self.answers}
        used = answered(part.mapping, asked)
        if asked:
            named = used if used.table else replace(used, table=report.table)
            remembered.append((report.header_cells, named, report.file))
            used = named
        return taken_in(replace(report, mapping=used), sha)

    def _answered(self, part: intake.Part) -> intake.Part:
        mapping = answered(part.mapping, self.answers)
        return replace(
            part, mapping=mapping, layout=part.layout and replace(part.layout, mapping=mapping)
        )


def answered(mapping: intake.FileMapping, answers: Mapping[str, str]) -> intake.FileMapping:
    """The mapping with these answers beside its own."""
    whole = {**mapping.answers, **answers}
    return (
        mapping if whole == dict(mapping.answers) else replace(mapping, answers=whole, kept_as="")
    )


def beside(folder: Path) -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix=".taking-", dir=made(folder / "inputs"))


def put(folder: Path, import_id: str, table: str, accepted: Path, rejected: Path) -> None:
    """Gives finished Parquet its place and name."""
    if accepted.exists():
        accepted.replace(made(folder / "inputs" / table) / f"{import_id}.parquet")
    if rejected.exists():
        rejected.replace(made(folder / "rejected") / f"{import_id}.parquet")
    unread = rejected.with_name(f"{rejected.stem}{UNREAD}")
    if unread.exists():
        unread.replace(made(folder / "rejected") / f"{import_id}{UNREAD}")


def made(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
