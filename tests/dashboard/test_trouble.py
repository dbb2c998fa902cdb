"""No exception is shown to a user: what nobody foresaw is logged, and the page says so in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

APP = str(Path(__file__).parent.parent.parent / "dashboard" / "app.py")


def test_an_unforeseen_error_is_said_in_words(
    tiny_root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setenv("DEALFIT_WORKSPACE", str(tiny_root))
    monkeypatch.setattr("dashboard.page.head", broken)
    app = AppTest.from_file(APP, default_timeout=300).run()
    assert len(app.exception) == 0
    said = " ".join(e.value for e in app.error)
    assert "Страницу показать не удалось" in said
    assert "secret detail" not in said
    assert "secret detail" in caplog.text
