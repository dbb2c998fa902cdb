"""Do the numbers hold together? Every check with its mark, every notice, and the rows behind them."""

from dataclasses import replace

from analysis import Scope
from dashboard import page
from dashboard.data import records
from dashboard.view import here

at = replace(here(), scope=Scope())  # checks are of the whole data
page.head(at, at.words("data.checks"))
page.quiet(at.words("method.checks.about"), "quiet-part")
records.checks(at)
