"""An analyst's first cell builds the demo plant: in a Jupyter kernel without ipywidgets, where DuckDB has no progress bar to switch off."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient

import analysis

ROOT = Path(__file__).parent.parent


def test_the_demo_plant_is_built_in_a_kernel(tmp_path: Path, demo: analysis.Workspace) -> None:
    cell = f"""import sys; sys.path.insert(0, {str(ROOT)!r})
import analysis
with analysis.demo({str(tmp_path)!r}) as ws:
    print(int(ws.metric("orders")))"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute(cwd=str(tmp_path))
    assert notebook.cells[0].outputs[0].text == f"{int(demo.metric('orders'))}\n"
