"""What does an hour of each resource cost? For whoever knows: typed here, or pasted from Excel."""

from dashboard import page
from dashboard.resources import rates_editor
from dashboard.view import here

at = here()
page.head(at, at.words("rates.title"))
rates_editor.show(at, "capacity")
