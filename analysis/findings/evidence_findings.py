"""Whether the portrait predicts profit, as sentences: the answer, what it rests on, which criteria carry it."""

from __future__ import annotations

from typing import Any

from analysis.dictionary.finding import Finding
from analysis.portrait.portrait_evidence import PortraitEvidence


def of_evidence(found: PortraitEvidence) -> list[Finding]:
    if found.verdict == "none":
        return [Finding("evidence_no_history" if found.as_of is None else "evidence_no_portrait")]
    said = [_answer(found)]
    if found.drawn:
        said.append(_drawn(found))
    if found.n:
        said.append(_rests_on(found))
    if criteria := _criteria(found):
        said.append(criteria)
    return said


def _answer(found: PortraitEvidence) -> Finding:
    values: dict[str, Any] = {"n": found.n, "wanted": found.wanted}
    if found.n == 0 and found.drawn:
        return Finding("evidence_made_by_these")
    if found.n == 0 and found.undated and not found.criteria:
        return Finding("evidence_undated_all", {"names": ", ".join(found.undated)})
    if found.auc is None:
        one_sided = found.n >= found.wanted
        return Finding(
            "evidence_one_sided" if one_sided else "evidence_few", {**values, "good": found.good}
        )
    values |= {"auc": found.auc.value, "auc_low": found.auc.low, "auc_high": found.auc.high}
    is_weak = found.verdict == "predicts" and not found.is_strong
    return Finding("evidence_predicts_weakly" if is_weak else f"evidence_{found.verdict}", values)


def _drawn(found: PortraitEvidence) -> Finding:
    """Criteria that the clients' own profits proposed: how their test stays honest, or why there is none."""
    values = {"names": ", ".join(found.drawn), "n": found.made_it}
    return Finding("evidence_drawn" if found.made_it else "evidence_drawn_untested", values)


def _rests_on(found: PortraitEvidence) -> Finding:
    values = {
        "as_of": found.as_of,
        "n": found.n,
        "good": found.good,
        "basis": found.basis,
        "goal_margin": found.goal_margin,
    }
    return Finding(
        "evidence_rests_on_target" if found.goal == "target" else "evidence_rests_on_no_loss",
        values,
    )


def _criteria(found: PortraitEvidence) -> Finding | None:
    """Names of the criteria that help and that mislead; how many do nothing, how many can't be told."""
    counts = {
        v: [c.name for c in found.criteria if c.verdict == v]
        for v in ("helps", "nothing", "misleads", "few", "drawn")
    }
    untold = len(counts["few"]) + len(counts["drawn"])
    values = {
        "helping": ", ".join(counts["helps"]),
        "misleading": ", ".join(counts["misleads"]),
        "n": len(counts["nothing"]),
        "untold": untold,
        "all": len(found.criteria),
    }
    if untold == len(found.criteria):
        return None
    code = {
        (True, True): "both",
        (True, False): "help",
        (False, True): "mislead",
        (False, False): "none",
    }
    return Finding(
        f"evidence_criteria_{code[bool(counts['helps']), bool(counts['misleads'])]}", values
    )
