"""What pyproject.toml has setuptools do beside building: the demo plant's exports go into the wheel, beside `analysis`.

An installed program has no folder `data`; without them it could show nothing before the first import.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools.command.build_py import build_py

SUFFIXES = (".csv", ".xlsx", ".toml")


class WithDemo(build_py):
    def run(self) -> None:
        super().run()
        if self.editable_mode:  # the exports are read where they lie
            return
        target = Path(self.build_lib) / "analysis" / "demo_exports"
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(Path(__file__).parent.iterdir()):
            if path.suffix in SUFFIXES:
                shutil.copyfile(path, target / path.name)
