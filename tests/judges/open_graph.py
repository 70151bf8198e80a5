"""usage: open_graph.py PUBLIC_DIR

What search engines and link previews read in every page: title, description, canonical address, Open Graph and
Twitter tags, the preview image with its declared size, JSON-LD. Read by extruct and Pillow.
"""

import pathlib
import sys

import built_site as site
import extruct
from PIL import Image

NEEDED = (
    "og:title",
    "og:type",
    "og:url",
    "og:image",
    "og:image:alt",
    "og:description",
    "twitter:card",
)


def meta(document, name):
    tag = document.find("meta", property=name) or document.find("meta", attrs={"name": name})
    return tag.get("content", "").strip() if tag else ""


def head_problems(document):
    if not (document.html.get("lang") or "").strip():
        yield "no lang"
    title = document.title.text.strip() if document.title else ""
    if not 0 < len(title) <= 70:
        yield f"title of {len(title)} characters"
    description = meta(document, "description")
    if not 20 <= len(description) <= 200:
        yield f"description of {len(description)} characters"


def sharing_problems(public, page, document):
    for name in NEEDED:
        if not meta(document, name):
            yield f"no {name}"
    canonical = site.canonical(document)
    if not canonical:
        yield "no canonical address"
    elif site.file_of(public, canonical) != page:
        yield f"canonical address is another page's: {canonical}"
    elif meta(document, "og:url") != canonical:
        yield "og:url is not the canonical address"
    if meta(document, "og:image"):
        yield from image_problems(public, document)


def image_problems(public, document):
    url = meta(document, "og:image")
    file = site.file_of(public, url)
    if file is None or not file.is_file():
        yield f"og:image is not in the site: {url}"
        return
    declared = (meta(document, "og:image:width"), meta(document, "og:image:height"))
    with Image.open(file) as image:
        if declared != tuple(map(str, image.size)):
            yield f"og:image declares {'x'.join(declared)}, has {image.width}x{image.height}"


def json_ld_problems(html):
    try:
        found = extruct.extract(html, syntaxes=["json-ld"], uniform=True)["json-ld"]
    except ValueError as error:
        yield f"JSON-LD: {error}"
        return
    if any(not item.get("@type") for item in found):
        yield "JSON-LD without @type"


def main():
    public = pathlib.Path(sys.argv[1]).resolve()
    pages = site.pages(public)
    failed = 0
    for page in pages:
        document = site.read(page)
        problems = list(head_problems(document))
        if page.name != "404.html":
            problems += sharing_problems(public, page, document)
            problems += json_ld_problems(page.read_text("utf-8"))
        if problems:
            failed += 1
            print(f"{page.relative_to(public)}: {'; '.join(problems)}")
    print(f"{len(pages)} pages, {failed} with a problem")
    return 1 if failed or not pages else 0


sys.exit(main())
