"""Runs the notebooks anew and writes them back with their outputs: `python -m tests.run_notebooks`.

They are kept executed, so that they show their pictures where nobody can run them; tests/test_notebooks.py runs them again and
compares, so that what is shown can't go stale.
"""

from __future__ import annotations

import base64
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image

import analysis

REPO = Path(__file__).parent.parent
NOTEBOOKS = sorted((REPO / "notebooks").glob("*.ipynb"))
WORKSPACE = (
    Path("data") / "private" / "workspace"
)  # where a notebook looks, one folder up from its own
PNG = "image/png"
COLOURS = 48  # of a picture


def run(path: Path, workspace: Path, folder: Path, ask: str = "") -> NotebookNode:
    """The notebook, executed in `folder`/notebooks over the workspace (a root as analysis.demo takes it), with nothing in it
    that tells of the machine or the moment. `ask` is one more cell at its end."""
    import matplotlib.font_manager  # noqa: F401  (builds its cache here, else it says so in a notebook's output)

    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    here = folder / WORKSPACE
    if not here.exists():
        here.parent.mkdir(parents=True)
        here.symlink_to(workspace.resolve(), target_is_directory=True)
    notebook = nbformat.read(path, as_version=4)
    if ask:
        notebook.cells.append(nbformat.v4.new_code_cell(ask, id="ask-of-the-test"))
    resources = {"metadata": {"path": str(folder / "notebooks")}}
    # Streamlit, where a test ran it in this process, has told matplotlib to draw nowhere; a notebook draws inline.
    environment = os.environ | {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources=resources, record_timing=False
    ).execute(env=environment)
    return _plain(notebook)


def _plain(notebook: NotebookNode) -> NotebookNode:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = NotebookNode(kernelspec=kernel, language_info={"name": "python"})
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
        for output in cell.get("outputs", []):
            output.get("metadata", {}).clear()
            if PNG in output.get("data", {}):
                output.data[PNG] = _small(output.data[PNG])
    return notebook


def _small(png: str) -> str:
    """The picture in few colours: a third of the size, as a repository keeps every version of it."""
    made = io.BytesIO()
    Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB").quantize(COLOURS).save(
        made, "PNG", optimize=True
    )
    return base64.b64encode(made.getvalue()).decode() + "\n"


def texts(notebook: NotebookNode) -> dict[str, str]:
    """Cell → what it printed and the plain text of what it showed."""
    return {cell.id: "\n".join(_texts(cell)) for cell in notebook.cells if cell.cell_type == "code"}


def _texts(cell: NotebookNode) -> Iterator[str]:
    for output in cell.outputs:
        if output.output_type == "stream":
            yield f"{output.name}: {output.text}"
        elif PNG not in output.get("data", {}):
            yield output.get("data", {}).get("text/plain", "")


def pictures(notebook: NotebookNode) -> dict[str, bytes]:
    """Cell → its PNG; a cell draws one picture at most."""
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if PNG in output.get("data", {}):
                assert cell.id not in found, f"{cell.id} draws two pictures"
                found[cell.id] = base64.b64decode(output.data[PNG])
    return found


def apart(one: bytes, other: bytes) -> float:
    """How far two pictures are apart: the share of their pixels that differ by more than a shade; 1 where their sizes do."""
    first, second = (
        np.asarray(Image.open(io.BytesIO(png)).convert("L"), dtype=int) for png in (one, other)
    )
    return 1.0 if first.shape != second.shape else float((np.abs(first - second) > 32).mean())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        plant = Path(folder) / "plant"
        analysis.demo(plant).close()
        for path in NOTEBOOKS:
            nbformat.write(run(path, plant, Path(folder)), path)
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
