"""`kyotsu tenant new`: a first declaration, from flags and from answers to questions."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from kyotsu.errors import UserMistake
from kyotsu.tenant.reading import Root, root_or_found


@dataclass(frozen=True, kw_only=True)
class Question:
    """What must be known to write a tenant file, and how it is asked."""

    flag: str
    text: str
    kind: Any
    """The annotated type that the answer must have."""
    default: str | None = None
    read: Callable[[str], Any] = str
    """From what is typed to what is validated."""


def _words(typed: str) -> list[str]:
    return [word.strip() for word in typed.split(",") if word.strip()]


def _number(typed: str) -> object:
    cleaned = typed.replace(",", "").replace("_", "").strip()
    return int(cleaned) if cleaned.lstrip("-").isdigit() else typed


def _questions() -> tuple[Question, ...]:
    from tenancy.model import Classification, Environment, Tenant
    from tenancy.vocabulary import (
        Day,
        Domain,
        Email,
        EnvironmentName,
        MinistryKey,
        Sentence,
        SystemId,
        UniqueRows,
    )

    def field(model: Any, name: str) -> Any:
        info = model.model_fields[name]
        return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation

    grades = {name: field(Classification, name) for name in Classification.model_fields}
    return (
        Question(flag="ministry", text="Ministry's key, such as soumu", kind=MinistryKey),
        Question(flag="system", text="System's id, such as shinsei", kind=SystemId),
        Question(flag="name-ja", text="System's name in Japanese", kind=Sentence),
        Question(flag="name-en", text="System's name in English", kind=Sentence),
        Question(flag="purpose-ja", text="What it is used for, in Japanese", kind=Sentence),
        Question(flag="purpose-en", text="What it is used for, in English", kind=Sentence),
        Question(flag="division-ja", text="Managing division in Japanese", kind=Sentence),
        Question(flag="division-en", text="Managing division in English", kind=Sentence),
        Question(flag="security-email", text="Security officer's address", kind=Email),
        Question(flag="manager-email", text="Platform user manager's address", kind=Email),
        Question(flag="start", text="First day of use (2027-04-01)", kind=Day),
        Question(flag="end", text="Last day of use (2032-03-31)", kind=Day),
        Question(flag="domain", text="Domain name", kind=Domain),
        Question(
            flag="confidentiality",
            text="Confidentiality of the information (1 to 3)",
            kind=grades["confidentiality"],
            read=_number,
        ),
        Question(
            flag="integrity",
            text="Integrity (1 or 2)",
            kind=grades["integrity"],
            read=_number,
        ),
        Question(
            flag="availability",
            text="Availability (1 or 2)",
            kind=grades["availability"],
            read=_number,
        ),
        Question(
            flag="security-class",
            text="Class of the system (basic, additional)",
            kind=field(Tenant, "security_class"),
            default="basic",
        ),
        Question(
            flag="lines",
            text="External lines (internet, government-lan, none; with commas)",
            kind=field(Tenant, "external_lines"),
            read=_words,
        ),
        Question(
            flag="services",
            text="Cloud services (with commas)",
            kind=field(Tenant, "cloud_services"),
            default="ec2, s3",
            read=_words,
        ),
        Question(
            flag="environments",
            text="Environments (dev, prod; with commas)",
            kind=UniqueRows[EnvironmentName],
            default="prod",
            read=_words,
        ),
        Question(
            flag="size",
            text="Size (small, medium, large; it cannot grow)",
            kind=field(Environment, "size"),
            default="small",
        ),
        Question(
            flag="ingress",
            text="Where users come from (internet, government-lan, none)",
            kind=field(Environment, "ingress"),
            default="none",
        ),
        Question(
            flag="budget",
            text="Monthly budget in yen",
            kind=field(Environment, "monthly_budget_yen"),
            read=_number,
        ),
    )


def _wrong(question: Question, value: object) -> str | None:
    """Return why an answer is not accepted."""
    from pydantic import TypeAdapter, ValidationError

    from tenancy.explain import sentence

    try:
        TypeAdapter(question.kind).validate_python(value, strict=None)
    except ValidationError as error:
        return "; ".join(sentence(error.errors(include_url=False)[0]))
    return None


def _ask(question: Question) -> object:
    while True:
        value = question.read(typer.prompt(question.text, default=question.default, err=True))
        reason = _wrong(question, value)
        if reason is None:
            return value
        typer.echo(reason, err=True)


def _answers(flags: dict[str, str | None]) -> dict[str, Any]:
    """Return all answers: flags first, then questions, then defaults where nobody can be asked.

    Raises:
        UserMistake: flags are wrong, or are missing where nobody can be asked.
    """
    questions = _questions()
    answers: dict[str, Any] = {}
    mistakes: list[str] = []
    for question in questions:
        given = flags[question.flag]
        if given is not None:
            answers[question.flag] = question.read(given)
            reason = _wrong(question, answers[question.flag])
            if reason is not None:
                mistakes.append(f"--{question.flag}: {reason}")
    if mistakes:
        raise UserMistake("\n".join(mistakes))
    asked = [question for question in questions if question.flag not in answers]
    if not sys.stdin.isatty():
        missing = [f"--{one.flag}" for one in asked if one.default is None]
        if missing:
            raise UserMistake(f"give {', '.join(missing)}; nobody is there to be asked")
    for question in asked:
        interactive = sys.stdin.isatty()
        answers[question.flag] = (
            _ask(question) if interactive else question.read(question.default or "")
        )
    return answers


def _declaration(answers: dict[str, Any]) -> dict[str, Any]:
    division = {"ja": answers["division-ja"], "en": answers["division-en"]}

    def contact(ja: str, en: str, email: str) -> dict[str, Any]:
        return {"role": {"ja": ja, "en": en}, "division": division, "email": email}

    ingress: str = answers["ingress"]
    return {
        "system": answers["system"],
        "ministry": answers["ministry"],
        "name": {"ja": answers["name-ja"], "en": answers["name-en"]},
        "purpose": {"ja": answers["purpose-ja"], "en": answers["purpose-en"]},
        "managing_division": division,
        "contacts": {
            "security_officer": contact("課長", "Director", answers["security-email"]),
            "platform_user_manager": contact("係長", "Chief", answers["manager-email"]),
        },
        "work": {part: {"by": "ministry"} for part in ("development", "operation", "maintenance")},
        "period_of_use": {"start": answers["start"], "end": answers["end"]},
        "domain": answers["domain"],
        "classification": {
            grade: answers[grade] for grade in ("confidentiality", "integrity", "availability")
        },
        "security_class": answers["security-class"],
        "external_lines": answers["lines"],
        "cloud_services": answers["services"],
        "environments": {
            name: {
                "size": answers["size"],
                # A rehearsal has no users of its own.
                "ingress": ingress if name == "prod" else "none",
                "monthly_budget_yen": answers["budget"],
            }
            for name in sorted(answers["environments"])
        },
    }


def _findings(root: Path, path: str, text: str) -> list[str]:
    """Return what would be wrong with the new file beside the others."""
    from kyotsu.tenant.reading import load
    from tenancy.load import InvalidDeclarations

    try:
        load(root, settled=False, overlay={path: text.encode()})
    except InvalidDeclarations as error:
        return [str(finding) for finding in error.findings if finding.path == path]
    return []


Flag = str | None


def _flag(text: str) -> Any:
    return typer.Option(help=text, show_default=False)


def new(
    ministry: Annotated[Flag, _flag("The ministry's key.")] = None,
    system: Annotated[Flag, _flag("The system's id.")] = None,
    name_ja: Annotated[Flag, _flag("Its name in Japanese.")] = None,
    name_en: Annotated[Flag, _flag("Its name in English.")] = None,
    purpose_ja: Annotated[Flag, _flag("What it is used for, in Japanese.")] = None,
    purpose_en: Annotated[Flag, _flag("What it is used for, in English.")] = None,
    division_ja: Annotated[Flag, _flag("The managing division in Japanese.")] = None,
    division_en: Annotated[Flag, _flag("The managing division in English.")] = None,
    security_email: Annotated[Flag, _flag("The security officer's address.")] = None,
    manager_email: Annotated[Flag, _flag("The platform user manager's address.")] = None,
    start: Annotated[Flag, _flag("First day of use.")] = None,
    end: Annotated[Flag, _flag("Last day of use.")] = None,
    domain: Annotated[Flag, _flag("Its domain name.")] = None,
    confidentiality: Annotated[Flag, _flag("1, 2 or 3.")] = None,
    integrity: Annotated[Flag, _flag("1 or 2.")] = None,
    availability: Annotated[Flag, _flag("1 or 2.")] = None,
    security_class: Annotated[Flag, _flag("basic or additional.")] = None,
    lines: Annotated[Flag, _flag("External lines, with commas.")] = None,
    services: Annotated[Flag, _flag("Cloud services, with commas.")] = None,
    environments: Annotated[Flag, _flag("dev, prod, or both with a comma.")] = None,
    size: Annotated[Flag, _flag("small, medium or large.")] = None,
    ingress: Annotated[Flag, _flag("internet, government-lan or none.")] = None,
    budget: Annotated[Flag, _flag("Yen a month.")] = None,
    root: Root = None,
) -> None:
    """Write a tenant's first declaration. What is not given by a flag is asked for."""
    from kyotsu.tenant.files import write
    from tenancy.draft import render

    flags = {
        name.replace("_", "-"): value
        for name, value in locals().items()
        if name not in ("root", "write", "render")
    }
    place = root_or_found(root)
    answers = _answers(flags)
    data = _declaration(answers)
    path = f"tenants/{data['ministry']}/{data['system']}.yaml"
    if (place / path).exists():
        raise UserMistake(f"{path} exists and is left as it is; edit it, or choose another id")
    text = render(data)
    if findings := _findings(place, path, text):
        raise UserMistake("\n".join([*findings, "nothing was written"]))
    write(place / path, text, replace=False)
    key = f"{data['ministry']}-{data['system']}"
    typer.echo(f"wrote {path}\nread it through, complete it, then run: kyotsu tenant add {key}")
