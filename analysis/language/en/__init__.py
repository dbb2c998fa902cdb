"""The English texts, one module per part of the screen."""

import importlib
import pkgutil

TEXTS: dict[str, str] = {}
for _module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
    TEXTS |= importlib.import_module(f"{__name__}.{_module}").TEXTS
