"""Whether the portrait predicts profit, as sentences: the answer, what it rests on, which criteria carry it."""

from __future__ import annotations

from typing import Any

from analysis.findings import Finding
from analysis.portrait.evidence import Evidence


def of_evidence(found: Evidence) -> list[Finding]:
    if found.verdict == "none":
        return [Finding("evidence_no_history" if found.as_of is None else "evidence_no_portrait")]
    said = [_answer(found)]
    if found.n:
        said.append(_rests_on(found))
    if criteria := _criteria(found):
        said.append(criteria)
    return said


def _answer(found: Evidence) -> Finding:
    values: dict[str, Any] = {"n": found.n, "wanted": found.wanted}
    if found.auc is None:
        one_sided = found.n >= found.wanted
        return Finding("evidence_one_sided" if one_sided else "evidence_few", {**values, "good": found.good})
    values |= {"auc": found.auc.value, "auc_low": found.auc.low, "auc_high": found.auc.high}
    is_weak = found.verdict == "predicts" and not found.is_strong
    return Finding("evidence_predicts_weakly" if is_weak else f"evidence_{found.verdict}", values)


def _rests_on(found: Evidence) -> Finding:
    values = {
        "as_of": found.as_of,
        "n": found.n,
        "good": found.good,
        "basis": found.basis,
        "goal_margin": found.goal_margin,
    }
    return Finding("evidence_rests_on_target" if found.goal == "target" else "evidence_rests_on_no_loss", values)


def _criteria(found: Evidence) -> Finding | None:
    """Names of the criteria that help and that mislead; how many do nothing, how many can't be told."""
    counts = {v: [c.name for c in found.criteria if c.verdict == v] for v in ("helps", "nothing", "misleads", "few")}
    values = {"helping": ", ".join(counts["helps"]), "misleading": ", ".join(counts["misleads"]), "n": len(counts["nothing"]),
              "untold": len(counts["few"]), "all": len(found.criteria)}  # fmt: skip
    if len(counts["few"]) == len(found.criteria):
        return None
    code = {(True, True): "both", (True, False): "help", (False, True): "mislead", (False, False): "none"}
    return Finding(f"evidence_criteria_{code[bool(counts['helps']), bool(counts['misleads'])]}", values)
