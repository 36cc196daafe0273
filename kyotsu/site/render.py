"""Renders pages in both languages, and what else the site's folder holds."""

from collections.abc import Iterator
from typing import Any, Final

from kyotsu.evidence.model import STATUS_WORDS, Status
from kyotsu.pages.render import LANGUAGES, body, templates
from kyotsu.review.picture.pictures import as_svg
from kyotsu.review.picture.pictures import style as style_of_drawings
from kyotsu.roi.formats import ranked
from kyotsu.site import words
from kyotsu.site.contents import SECTIONS, Page, pages
from kyotsu.site.model import Site

PACKAGE: Final = "kyotsu.site"


def contents(site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site with its path, one at a time."""
    own = templates(PACKAGE)
    base = templates("kyotsu.pages").get_template("base.css").render()
    style = own.get_template("site.css").render()
    yield "style.css", "\n".join((base, style_of_drawings(), style)).encode()
    yield "index.html", own.get_template("door.html.j2").render().encode()
    for page in pages(site):
        for lang in LANGUAGES:
            yield f"{lang}/{page.path}", rendered(site, page, lang).encode()
    if site.documents is not None:
        yield from site.documents.contents()


def rendered(site: Site, page: Page, lang: str) -> str:
    """Return a page in a language."""
    values: dict[str, Any] = {
        "lang": lang,
        "page": page,
        "site": site,
        "cost": site.cost,
        "rate": site.cost.rate,
        "up": "../" * page.path.count("/"),
        "sections": SECTIONS,
        "statuses": tuple(Status),
        "status_words": STATUS_WORDS,
        "words": words,
        "body": body,
        "as_svg": as_svg,
        **page.values,
    }
    if page.path == "candidates.html" and site.ranking is not None:
        ranking = site.ranking
        values["ranked"] = ranked(ranking.results, ranking.assumptions, site.today, lang)
    return templates(PACKAGE).get_template(page.template).render(**values)
