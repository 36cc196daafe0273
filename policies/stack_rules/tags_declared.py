"""TAG-01: tags are those of the declaration."""

from collections.abc import Iterator, Mapping

from policies.facts import Facts
from policies.graph import PROVIDER, Graph, setting
from policies.rule import UNKNOWN, Severity, Text
from policies.stack_rule import Found, StackRule, cannot_tell, found
from policies.stack_rules._examples import TENANT, node, settings

ACCOUNT = "aws:organizations/account:Account"
"""An account is made by the platform, but is tagged as the tenant that gets it."""


def check(graph: Graph, facts: Facts) -> Iterator[Found]:
    """Yield providers that don't put the declared tags on all they make, and what overrides them.

    A provider's default tags reach whatever can have tags, so these two are enough.
    """
    for provider in graph.of_type(PROVIDER):
        defaults = setting(provider.properties, "defaultTags")
        tags = defaults.get("tags") if isinstance(defaults, Mapping) else defaults
        if tags is UNKNOWN:
            yield cannot_tell(provider, "defaultTags")
        elif wrong := _wrong(tags, facts.tags, complete=True):
            yield found(provider, f"its default tags don't say {', '.join(wrong)} as declared")
    for one in graph.aws():
        if one.type == ACCOUNT and facts.tenant is None:
            continue
        for name in ("tags", "tagsAll"):
            if wrong := _wrong(one.get(name), facts.tags, complete=False):
                yield found(one, f"{name} doesn't say {', '.join(wrong)} as declared")


def _wrong(tags: object, declared: Mapping[str, str], *, complete: bool) -> list[str]:
    """Return the keys that aren't as declared; without `complete`, a key may be left out."""
    given: Mapping[str, object] = tags if isinstance(tags, Mapping) else {}
    return sorted(
        key
        for key, value in declared.items()
        if (key in given or complete) and given.get(key) is not UNKNOWN and given.get(key) != value
    )


_PROVIDER = node(PROVIDER, "tenant", settings())
RULE = StackRule(
    id="TAG-01",
    title=Text(
        ja="タグはテナントの宣言と一致すること",
        en="Tags are those of the declaration",
    ),
    remedy=Text(
        ja="プロバイダーのdefaultTagsに宣言のタグを与え、リソースで上書きしない",
        en="give the provider the declared tags as defaultTags, and override none in a resource",
    ),
    severity=Severity.MEDIUM,
    controls={
        "NIST SP 800-53 r5": ("CM-8", "PM-5"),
        "統一基準 R7": ("2.1.2(1)(a)", "3.1.1(3)(a)", "4.2.2(1)-7 b)"),
    },
    check=check,
    compliant=(_PROVIDER, node("aws:ec2/vpc:Vpc", "tenant", {"tags": {"Name": "x"}})),
    violating=(_PROVIDER, node("aws:ec2/vpc:Vpc", "tenant", {"tags": {"Ministry": "mof"}})),
    facts=TENANT,
)
