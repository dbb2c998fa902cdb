"""The sheet for the meeting about a deal."""

TEXTS: dict[str, str] = {
    "deal_sheet.button": "Sheet for the meeting (PDF)",
    "deal_sheet.file": "Deal {client} {day}",
    "deal_sheet.name": "deal {deal}, version {version}",
    "deal_sheet.day": "answered on {day}",
    "deal_sheet.lead": "Advice: {decision}",
    "deal_sheet.asked": "What is asked",
    "deal_sheet.term": "{name}: {value}",
    "deal_sheet.more": "And {n:more line|more lines}.",
    "deal_sheet.span": "Cost from and to",
    "deal_sheet.from_to": "{low} – {high}",
    "deal_sheet.profit": "True profit",
    "deal_sheet.batch": "Smallest batch",
    "deal_sheet.why": "Why",
    "deal_sheet.no_date": "No date can be promised: {n:shipped order|shipped orders} of this kind with dates.",
    "deal_sheet.short": "{pool} lacks hours by then: serial work that earns {earns} there before resources would have to wait.",
    "deal_sheet.order": "Order",
    "deal_sheet.decided": "What was decided",
    "deal_sheet.decided.blank": "Decision: ____________________   Who: ____________________   Date: ____________",
    "deal_sheet.decided.by": "{decision}: {who}, {at}.",
    "deal_sheet.foot": "Money without VAT. For the plant's own meeting: this sheet is not for the client.",
}
