"""A graph on the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kyotsu.desired.graph import Graph, Resource
from kyotsu.desired.placeholders import PATTERN


def print_graph(graph: Graph) -> None:
    """Print the resources below their parents."""
    table = Table(
        title=f"{graph.stack}: {len(graph.resources)} resources, {graph.hash[:16]}",
        title_justify="left",
    )
    table.add_column("resource", overflow="fold")
    table.add_column("account", overflow="fold")
    table.add_column("declared at", overflow="fold")
    children: dict[str | None, list[Resource]] = {}
    for resource in graph.resources:
        children.setdefault(resource.parent, []).append(resource)
    _rows(table, children, None, 0)
    Console().print(table)


def _rows(
    table: Table, children: dict[str | None, list[Resource]], parent: str | None, depth: int
) -> None:
    for resource in children.get(parent, []):
        table.add_row(
            Text("  " * depth + f"{resource.name}  ").append(short_type(resource.type), "dim"),
            Text(short(resource.account or "")),
            Text(resource.source[0] if resource.source else ""),
        )
        _rows(table, children, resource.urn, depth + 1)


def short_type(token: str) -> str:
    """Return a type without its repetition: `aws:ec2/vpc:Vpc` is `aws.ec2.Vpc`."""
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    return f"{package}.{module.split('/')[0]}.{name}"


def short(text: str) -> str:
    """Return a text in which placeholders are short: `<type name property>` without the chain."""

    def shorter(urn: str, name: str) -> str:
        chain, logical = urn.split("::")[2:4]
        return f"<{short_type(chain.rsplit('$', 1)[-1])} {logical} {name}>"

    return PATTERN.sub(lambda found: shorter(found[1], found[2]), text)
