"""Settings of possible clients: names and what they move."""

TEXTS: dict[str, str] = {
    "setting.section.leads": "Leads",
    "setting.leads.complex_amount": "A complex deal from an amount of",
    "setting.leads.complex_amount.moves": "From this expected amount on a deal is complex: it takes a meeting, not a call.",
    "setting.leads.complex_lead_time_days": "A complex deal from a lead time of, days",
    "setting.leads.complex_lead_time_days.moves": "From this lead time on a deal is complex.",
    "setting.leads.complex_deciders": "A complex deal from this many deciders",
    "setting.leads.complex_deciders.moves": "With this many people of the roles АПР, ЛПР and ЛВР or more a deal is complex.",
    "setting.leads.active_days": "An active client has bought within, days",
    "setting.leads.active_days.moves": "A client that has bought nothing for longer counts as lapsed.",
}
