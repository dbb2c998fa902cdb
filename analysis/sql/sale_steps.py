"""The deals of the path as the steps of the pipeline see them: on the day of the newest file, or of what was recorded since."""

from __future__ import annotations

import datetime as dt

from analysis.advice.leads import sale_records
from analysis.advice.leads.sale_records import Sales
from analysis.advice.leads.working_days import WorkingDays
from analysis.journal.settings.lead_thresholds import LeadLimits
from analysis.sql.tables import Rows

READS = ("touches", "touch_costs", "sale_stage_settings", "last_import", "settings")


def sales(read: Rows) -> Sales:
    steps = read("touches")
    days = [row["day"] for row in read("last_import") if row["day"] is not None]
    days += [row["entered_on"] for row in steps if row["place"]]
    (chosen,) = read("settings")
    working = WorkingDays.of(LeadLimits.of_row(chosen))
    norms = {row["stage_no"]: row["norm_days"] for row in read("sale_stage_settings")}
    return sale_records.sales(
        steps, read("touch_costs"), norms, max(days, default=dt.date.min), working
    )
