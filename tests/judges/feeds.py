"""usage: feeds.py PUBLIC_DIR

What machines read of the site: sitemap.xml names every page and nothing else, feed.xml is a sound feed (feedparser) and
its entries lead into the site, kits.json is JSON.
"""

import json
import pathlib
import sys
import xml.etree.ElementTree as ET

import built_site as site
import feedparser

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def sitemap_problems(public):
    root = ET.parse(public / "sitemap.xml").getroot()
    listed = {site.file_of(public, loc.text) for loc in root.iter(f"{SITEMAP}loc")}
    pages = {page for page in site.pages(public) if page.name != "404.html"}
    for page in sorted(pages - listed):
        yield f"sitemap.xml lacks {page.relative_to(public)}"
    for extra in listed - pages:
        yield f"sitemap.xml names what is not a page of the site: {extra}"


def feed_problems(public):
    feed = feedparser.parse(str(public / "feed.xml"))
    if feed.bozo:
        yield f"feed.xml: {feed.bozo_exception}"
    if not feed.feed.get("title") or not feed.feed.get("id"):
        yield "feed.xml has no title or no id"
    for entry in feed.entries:
        for name in ("id", "title", "link", "updated"):
            if not entry.get(name):
                yield f"feed.xml: an entry without {name}"
        file = site.file_of(public, entry.get("link", ""))
        if file is None or not file.is_file():
            yield f"feed.xml leads out of the site: {entry.get('link')}"
    if not feed.entries:
        yield "feed.xml has no entry"


def all_problems(public):
    try:
        yield from sitemap_problems(public)
        yield from feed_problems(public)
        json.loads((public / "kits.json").read_text("utf-8"))
    except (OSError, ET.ParseError, ValueError) as error:
        yield str(error)


def main():
    problems = list(all_problems(pathlib.Path(sys.argv[1]).resolve()))
    for problem in problems:
        print(problem)
    print(f"sitemap, feed and kits.json, {len(problems)} problems")
    return 1 if problems else 0


sys.exit(main())
