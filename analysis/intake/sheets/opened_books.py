"""A workbook opened by calamine, an old or a marked-up one by what reads it; whatever is wrong with it is UnreadableFile."""

from __future__ import annotations

import python_calamine

from analysis.errors import UnreadableFile
from analysis.intake.files.limits import check_workbook, is_called_so
from analysis.intake.files.workbook_file import OLE, WorkbookFile
from analysis.intake.sheets import markup, old_workbooks


def opened_book(file: WorkbookFile) -> python_calamine.CalamineWorkbook | markup.Book:
    """Raises UnreadableFile: protected, damaged, more than may be unpacked."""
    is_old = file.head.startswith(OLE)
    if not file.is_archive and not is_old and markup.kind(file.head):
        return markup.opened(file.path)
    check_workbook(file)
    try:
        return old_workbooks.reread(file, _by_calamine(file)) if is_old else _by_calamine(file)
    except python_calamine.PasswordError as error:
        raise UnreadableFile("protected_workbook", file=file.name) from error
    except BaseException as error:
        protected = is_old and "EncryptedPackage".encode("utf-16-le") in file.content
        raise as_damage(
            error, file.name, "protected_workbook" if protected else "damaged_workbook"
        ) from error


def _by_calamine(file: WorkbookFile) -> python_calamine.CalamineWorkbook:
    try:
        if is_called_so(file):
            return python_calamine.CalamineWorkbook.from_path(str(file.path))
        with file.path.open("rb") as stream:
            return python_calamine.CalamineWorkbook.from_filelike(stream)
    except python_calamine.CalamineError as error:
        if "Codepage" not in str(error):
            raise
        return old_workbooks.opened(file)


def as_damage(error: BaseException, file: str, code: str = "damaged_workbook") -> BaseException:
    """The reader's errors, among them a panic (no Exception in Python's eyes) and a time of more days than there are, as ours."""
    known = (
        python_calamine.CalamineError,
        python_calamine.ZipError,
        python_calamine.XmlError,
        OSError,
        ValueError,
        OverflowError,
    )
    if isinstance(error, known) or type(error).__name__ == "PanicException":
        return UnreadableFile(code, file=file)
    return error
