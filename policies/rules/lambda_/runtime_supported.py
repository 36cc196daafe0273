"""LMB-03: functions run on runtimes that AWS still mends."""

from policies.rule import Properties, Rule, Severity, Text

# Ended or ending: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
ENDED = frozenset(
    {
        "dotnet5.0",
        "dotnet6",
        "dotnet7",
        "dotnetcore1.0",
        "dotnetcore2.0",
        "dotnetcore2.1",
        "dotnetcore3.1",
        "go1.x",
        "java8",
        "nodejs",
        "nodejs4.3",
        "nodejs4.3-edge",
        "nodejs6.10",
        "nodejs8.10",
        "nodejs10.x",
        "nodejs12.x",
        "nodejs14.x",
        "nodejs16.x",
        "nodejs18.x",
        "provided",
        "python2.7",
        "python3.6",
        "python3.7",
        "python3.8",
        "python3.9",
        "ruby2.5",
        "ruby2.7",
    }
)


def check(properties: Properties) -> str | None:
    """Return that the runtime has ended, or isn't named; an image brings its own."""
    if properties.get("packageType") == "Image":
        return None
    runtime = properties.get("runtime")
    if not isinstance(runtime, str):
        return "runtime is not set"
    return "runtime is one that AWS no longer supports" if runtime in ENDED else None


RULE = Rule(
    id="LMB-03",
    title=Text(
        ja="サポート中のLambdaランタイムを使うこと",
        en="Functions run on runtimes that AWS still mends",
    ),
    remedy=Text(
        ja="runtimeをサポート中のものに上げる",
        en="move runtime up to one that is supported",
    ),
    severity=Severity.MEDIUM,
    types=("aws:lambda/function:Function",),
    uses=(
        "runtime",
        "packageType",
    ),
    controls={
        "AWS FSBP": ("Lambda.2",),
        "統一基準 R7": ("7.2.1(1)(a)",),
    },
    check=check,
    compliant={"runtime": "python3.13"},
    violating={"runtime": "python3.8"},
)
