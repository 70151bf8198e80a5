"""usage: offline.py PUBLIC_DIR

The site must work from a USB stick or a phone's files, opened with file://. So every address in a page is relative and
names a file that is there, and a place that is there, too: no folder, no leading slash, no missing fragment.
404.html is left out: a server shows it at any depth.
"""

import functools
import pathlib
import sys
from urllib.parse import unquote, urlsplit

import built_site as site

ATTRIBUTES = ("href", "src", "poster", "data")


@functools.cache
def document(page):
    return site.read(page)


@functools.cache
def places(page):
    return {tag["id"] for tag in document(page).find_all(id=True)}


def addresses(page):
    for tag in document(page).find_all(True):
        for name in ATTRIBUTES:
            if tag.get(name):
                yield tag[name]
        for candidate in tag.get("srcset", "").split(","):
            if candidate.strip():
                yield candidate.split()[0]


def problem(public, page, address):
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None  # another site, mail, telephone
    if parts.path.startswith("/"):
        return f"not relative: {address}"
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_relative_to(public):
        return f"leaves the site: {address}"
    if target.is_dir():
        return f"names a folder, not a file: {address}"
    if not target.is_file():
        return f"no such file: {address}"
    if parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in places(target):
        return f"no such place in the page: {address}"
    return None


def main():
    public = pathlib.Path(sys.argv[1]).resolve()
    count = failed = 0
    for page in site.pages(public):
        if page.name == "404.html":
            continue
        found = list(addresses(page))
        count += len(found)
        problems = sorted({p for p in (problem(public, page, a) for a in found) if p})
        failed += bool(problems)
        for text in problems:
            print(f"{page.relative_to(public)}: {text}")
    print(f"{count} addresses, {failed} pages with a problem")
    return 1 if failed or not count else 0


sys.exit(main())
