"""Meetings of a lead with the development specialist: what is booked, with its file for the calendar; booked, changed, cancelled."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from analysis import DealfitError
from analysis.advice.leads.call_list import Task
from analysis.journal import lead_meetings, shared_state
from analysis.journal.lead_meetings import Booked, Meeting
from analysis.language import plain
from analysis.leads import calling, meetings
from dashboard import page, setting_trouble, state
from dashboard.sales.leads import meeting_words
from dashboard.view import View

EDITED = "meetings.edited"  # the uid of the meeting that the form changes
TURN = "meetings.turn"
DONE = "meetings.done"
MINUTES = (15, 30, 45, 60, 90, 120, 180, 240)
USUAL_START = dt.time(10)


def show(view: View, task: Task, today: dt.date) -> None:
    words, lead_id = view.words, task.lead.lead_id
    every = lead_meetings.meetings(Path(view.data.build.root))
    its = [each for each in every if each.lead_id == lead_id]
    is_open = bool(its) or task.qualified.next_step.step == "book a meeting"
    with st.expander(words("meetings.head"), expanded=is_open, key=f"meetings-{lead_id}"):
        if said := state.get(DONE):
            state.put(DONE, None)
            st.success(plain(said))
        for each in its:
            listed(view, each)
        edited = next((each for each in its if each.meeting.uid == state.get(EDITED)), None)
        stands = any(not each.meeting.is_cancelled for each in its)
        with st.container(key="noprint-meeting"):
            key = f"meetings-another-{lead_id}-{state.get(TURN, 0)}"
            if edited or not stands or st.checkbox(words("meetings.another"), key=key):
                _form(view, task, today, edited, every)


def listed(view: View, booked: Booked, *, with_changes: bool = True) -> None:
    """A meeting with its file; one that stands with the ways to change and to cancel it."""
    words, meeting = view.words, booked.meeting
    lines = [f"**{plain(meeting_words.told(words, meeting))}**"]
    if meeting.goal:
        lines.append(plain(words("meetings.goal_line", goal=meeting.goal)))
    if meeting.attending:
        lines.append(plain(words("meetings.attending_line", names=", ".join(meeting.attending))))
    if meeting.place:
        lines.append(plain(meeting.place))
    st.markdown("  \n".join(lines))
    key = f"{meeting.uid}-{meeting.sequence}"
    with st.container(horizontal=True, key=f"noprint-meeting-{key}"):
        name = "meetings.file_cancelled" if meeting.is_cancelled else "meetings.file"
        st.download_button(
            words(name),
            meetings.as_ics(meeting, booked.at.astimezone(dt.UTC)),
            f"dealfit-{booked.lead_id}-{meeting.sequence}.ics",
            "text/calendar",
            key=f"meeting-file-{key}",
            on_click="ignore",
        )
        if with_changes and not meeting.is_cancelled:
            st.button(
                words("meetings.edit"),
                key=f"meeting-edit-{key}",
                on_click=lambda: state.put(EDITED, meeting.uid),
            )
            if st.button(words("meetings.cancel"), key=f"meeting-cancel-{key}"):
                _cancel(view, booked)


def _form(
    view: View, task: Task, today: dt.date, edited: Booked | None, every: list[Booked]
) -> None:
    words, lead = view.words, task.lead
    now = None if edited is None else edited.meeting
    turn = f"{lead.lead_id}-{state.get(TURN, 0)}-{'' if now is None else now.uid}"
    told = meetings.zone_of(str(lead.attributes.get("phone") or ""))
    known = meetings.specialists(every)
    left, middle, right, last = st.columns([3, 2, 2, 2])
    specialist = left.selectbox(
        words("meetings.specialist"),
        known,
        index=known.index(now.specialist) if now and now.specialist in known else None,
        accept_new_options=True,
        placeholder="",
        key=f"meeting-specialist-{turn}",
    )
    usual = view.data.worked(calling.in_working_days, today, 1)
    first = today if now is None else min(today, now.start.date())
    day = middle.date_input(
        words("meetings.day"),
        value=now.start.date() if now else usual,
        min_value=first,
        format="DD.MM.YYYY" if words.lang == "ru" else "YYYY-MM-DD",
        key=f"meeting-day-{turn}",
    )
    time = right.time_input(
        words("meetings.time"),
        value=now.start.time() if now else USUAL_START,
        step=dt.timedelta(minutes=15),
        key=f"meeting-time-{turn}",
    )
    lasts = 60 if now is None else int((now.span[1] - now.span[0]).total_seconds()) // 60
    choices = sorted({*MINUTES, lasts})
    minutes = last.selectbox(
        words("meetings.minutes"),
        choices,
        index=choices.index(lasts),
        key=f"meeting-minutes-{turn}",
    )
    left, middle, right = st.columns(3)
    zones = list(meetings.zones())
    zone = left.selectbox(
        words("meetings.zone"),
        zones,
        index=zones.index(now.zone.key if now else told or meetings.USUAL_ZONE),
        format_func=words.zone,
        key=f"meeting-zone-{turn}",
    )
    attending = middle.text_input(
        words("meetings.attending"),
        value=", ".join(now.attending) if now else "",
        max_chars=lead_meetings.LONGEST,
        key=f"meeting-attending-{turn}",
    )
    place = right.text_input(
        words("meetings.place"),
        value=now.place if now else "",
        max_chars=lead_meetings.LONGEST,
        key=f"meeting-place-{turn}",
    )
    left, right = st.columns([3, 1])
    goal = left.text_input(
        words("meetings.goal"),
        value=now.goal if now else "",
        max_chars=lead_meetings.LONGEST,
        key=f"meeting-goal-{turn}",
    )
    who = right.text_input(
        words("method.who"), value=state.person(), max_chars=80, key=f"meeting-who-{turn}"
    )
    if told is None:
        page.quiet(words("meetings.zone_unknown"), f"quiet-zone-{turn}")
    with st.container(horizontal=True, key=f"noprint-book-{turn}"):
        name = "meetings.book" if edited is None else "meetings.change"
        is_pressed = st.button(words(name), type="primary", key=f"meeting-book-{turn}")
        if edited is not None:
            st.button(
                words("meetings.keep"),
                key=f"meeting-keep-{turn}",
                on_click=lambda: state.put(EDITED, None),
            )
    if not is_pressed:
        return
    start, in_zone = dt.datetime.combine(day, time), ZoneInfo(zone)
    try:
        meeting = Meeting(
            uid=lead_meetings.new_uid(),
            sequence=0,
            title=words("meetings.title", company=lead.company),
            goal=goal.strip(),
            start=start,
            end=meetings.end_of(start, minutes, in_zone),
            zone=in_zone,
            specialist=specialist or "",
            attending=tuple(name.strip() for name in attending.split(",") if name.strip()),
            place=place.strip(),
        )
    except ValueError:
        st.error(plain(words("meetings.no_such_time")))
        return
    _save(view, task, today, meeting, edited, who)


def _save(
    view: View, task: Task, today: dt.date, meeting: Meeting, edited: Booked | None, who: str
) -> None:
    words, root, now = view.words, Path(view.data.build.root), dt.datetime.now(dt.UTC)
    try:
        if edited is None:
            stamp = shared_state.stamp(root)
            view.data.worked(calling.refuse_unfit, today, task.lead.lead_id, {}, stamp)
            saved = lead_meetings.book(root, task.lead.lead_id, meeting, who, now)
        else:
            saved = lead_meetings.change(root, edited, meeting, who, now)
    except DealfitError as trouble:
        st.error(plain(setting_trouble.sentence(words, trouble)))
        return
    said = "meetings.booked" if edited is None else "meetings.changed"
    _done(view, task.lead.lead_id, who, words(said, told=meeting_words.told(words, saved.meeting)))


def _cancel(view: View, booked: Booked) -> None:
    words = view.words
    try:
        gone = lead_meetings.cancel(Path(view.data.build.root), booked, state.person())
    except DealfitError as trouble:
        st.error(plain(setting_trouble.sentence(words, trouble)))
        return
    said = words("meetings.cancelled", told=meeting_words.time(words, gone.meeting))
    _done(view, booked.lead_id, gone.who, said)


def _done(view: View, lead_id: str, who: str, said: str) -> None:
    """The same lead, with what was done."""
    state.remember_person(who)
    state.put(TURN, state.get(TURN, 0) + 1)
    state.put(EDITED, None)
    state.put(DONE, said)
    state.ask("lead", lead_id)
    st.rerun()
