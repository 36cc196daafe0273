"""CODEOWNERS, generated: GitHub asks those to review who must approve."""

from typing import Final

from kyotsu.approvals.model import OWNER, Approvals, ChangeClass

CODEOWNERS: Final = ".github/CODEOWNERS"
_HEAD: Final = (
    "# Generated from approvals.yaml by `kyotsu ci codeowners --write`. Don't edit this file.\n"
    "# The last pattern that fits a file counts. GitHub wants one of the teams in a line; that\n"
    "# each of them approves, and for this class of change, is what `kyotsu ci gate` sees to.\n"
)


def codeowners(rules: Approvals) -> str:
    """Return the text of the file."""
    lines = [("*", _teams(rules, "ordinary", None))]
    lines += [
        (f"/tenants/{ministry}/", _teams(rules, "ordinary", ministry))
        for ministry in sorted(rules.ministries)
    ]
    lines += [(f"/{rule.path}", _teams(rules, rule.change, None)) for rule in rules.paths]
    width = max(len(pattern) for pattern, _ in lines)
    return _HEAD + "".join(f"{pattern:<{width}} {teams}\n" for pattern, teams in lines)


def _teams(rules: Approvals, change: ChangeClass, ministry: str | None) -> str:
    groups = [
        rules.owner_of(ministry) if need == OWNER else need for need in rules.classes[change].needs
    ]
    return " ".join(rules.groups[group].team for group in dict.fromkeys(groups))
