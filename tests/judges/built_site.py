"""What the judges know of a built site: its pages, and which URL its root stands for."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup


def pages(public):
    """All pages that stand at their own address: not the one that a service worker shows in place of others, and not
    the e-flyers that are a file of a kit, which lead to the site by whole addresses."""
    everything = sorted(public.rglob("*.html"))
    return [page for page in everything if page.name != "offline.html" and "kit" not in page.parts]


def read(page):
    return BeautifulSoup(page.read_text("utf-8"), "html5lib")


def canonical(document):
    link = document.find("link", rel="canonical")
    return link["href"] if link else None


def base_url(public):
    """The site's own address: the canonical address of the front page, without its file name."""
    url = canonical(read(public / "index.html")) or "/"
    return url[: url.rindex("/") + 1]


def file_of(public, url):
    """The file that an absolute URL of this site stands for, or None when it is another site's."""
    base = base_url(public)
    if not url.startswith(base):
        return None
    path = urlsplit(url[len(base) :]).path
    return public / (path + "index.html" if path == "" or path.endswith("/") else path)
