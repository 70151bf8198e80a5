"""The workload as Sebar's content: a campaign a kit, and a campaign a page."""

import json
import pathlib
import shutil

from fontTools.ttLib import woff2

HERE = pathlib.Path(__file__).parent
INTER = pathlib.Path("/usr/share/fonts/opentype/inter")
LUGAS = HERE.parent / "themes" / "lugas"

SITE = {
    "organisation": {
        "name": "Lentera",
        "domain": "lentera.example.org",
        "logo": "logo.png",
        "address": "Jalan Contoh Nomor 1",
        "hours": "Senin sampai Jumat, 08.00–15.30 WIB",
    },
    "base_url": "https://lentera.example.org/",
    "languages": ["id"],
    "theme": "bench",
    "official_domains": ["lentera.example.org"],
    "licence": "Boleh dibagikan ulang tanpa diubah.",
    # the peers make six sizes; a WhatsApp status is as large as an Instagram story
    "channels": {"whatsapp": False},
}
# the leaflet's panels in the order of the kit's sections
PANELS = ["inside-left", "inside-middle", "inside-right .compare", "flap", "back"]


def write_yaml(file, data):
    file.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")  # JSON is YAML


def write_site(out, logo, **others):
    """The part that all campaigns share: site.yaml (with `others` in it), the logo, and the theme with its fonts."""
    (out / "content").mkdir(parents=True)
    logo.save(out / "content" / "logo.png")
    write_yaml(out / "content" / "site.yaml", SITE | others)
    theme = out / "themes" / "bench"
    shutil.copytree(HERE / "theme", theme)
    shutil.copytree(LUGAS / "strings", theme / "strings")
    (theme / "fonts").mkdir()
    for font in (INTER / "Inter-Regular.otf", INTER / "Inter-Bold.otf"):
        shutil.copy(font, theme / "fonts")
    # unpacked, as the peers' are
    woff2.decompress(LUGAS / "fonts" / "twemoji.woff2", theme / "fonts" / "twemoji.ttf")


def write_campaign(folder, code, kit, title, picture=None):
    folder.mkdir()
    campaign = {
        "code": code,
        "title": title,
        "tagline": kit["title"],
        "summary": kit["text"],
        "owner": "Lentera",
        "period": {"from": "2027-03-01", "until": "2027-03-31"},
        "action": {"text": "Ikut serta", "link": f"https://{kit['link']}"},
        "hashtags": [kit["tag"]],
        "updated": "2026-03-01",
    }
    if picture:
        campaign["picture"] = picture
    write_yaml(folder / "campaign.yaml", campaign)


def write_kits(out, kits, photos, logo, section_markdown):
    write_site(out, logo)
    for number, kit in enumerate(kits):
        folder = out / "content" / kit["slug"]
        write_campaign(folder, f"k{number}", kit, kit["title"], picture="photo.jpg")
        write_photo(folder, photos[kit["photo"]])
        sections = kit["sections"]
        flyer = [f"![](photo.jpg)\n\n{kit['text']}", *map(section_markdown, sections)]
        (folder / "flyer.md").write_text("\n\n".join(flyer) + "\n")
        write_leaflet(folder, kit, section_markdown, "[screen]")
        write_post(folder, kit, ["instagram", "facebook", "x", "youtube"])


def write_photo(folder, photo):
    (folder / "pictures").mkdir()
    (folder / "pictures" / "photo.jpg").write_bytes(photo)
    write_yaml(folder / "pictures" / "pictures.yaml", {"photo.jpg": {"alt": "Foto kegiatan"}})


def write_post(folder, kit, channels):
    post = {
        "template": "statement",
        "title": kit["title"],
        "text": kit["text"],
        "source": kit["footer"],
        "picture": "photo.jpg",
        "channels": channels,
    }
    front = json.dumps(post, ensure_ascii=False, indent=1)
    (folder / "posts").mkdir()
    (folder / "posts" / "01-kartu.md").write_text(f"---\n{front}\n---\n\n{kit['text']}\n")


def write_images(out, kits, photos, logo):
    """A campaign a kit, with its six images and nothing else, as PNG."""
    sizes = [(1080, 1080), (1080, 1350), (1080, 1920), (1200, 630), (1600, 900), (1280, 720)]
    slots = [
        {"channel": "own", "name": f"s{width}x{height}", "width": width, "height": height, "formats": ["png"], "source": "the peers"}
        for width, height in sizes
    ]
    off = dict.fromkeys(("whatsapp", "instagram", "facebook", "x", "youtube"), False)
    write_site(out, logo, channels=off, slots=slots)
    for number, kit in enumerate(kits):
        folder = out / "content" / f"{kit['slug']}-{number}"
        write_campaign(folder, f"k{number}", kit, kit["title"], picture="photo.jpg")
        write_photo(folder, photos[kit["photo"]])
        write_post(folder, kit, ["own"])


def write_leaflet(folder, kit, section_markdown, versions):
    leaflet = [f"---\nversions: {versions}\n---\n\n## {kit['title']} {{#cover}}\n\n{kit['text']}\n\n![](photo.jpg)"]
    leaflet += [section_markdown(s, f" {{#{panel}}}") for s, panel in zip(kit["sections"], PANELS, strict=True)]
    leaflet.append(kit["footer"])
    (folder / "leaflet.md").write_text("\n\n".join(leaflet) + "\n")


def write_leaflets(out, kits, photos, logo, section_markdown, versions):
    """A campaign a leaflet with no other material; without `versions` the same without leaflets, to tell what they take."""
    write_site(out, logo)
    for number, kit in enumerate(kits):
        folder = out / "content" / f"{kit['slug']}-{number}"
        write_campaign(folder, f"k{number}", kit, kit["title"], picture="photo.jpg")
        write_photo(folder, photos[kit["photo"]])
        if versions:
            write_leaflet(folder, kit, section_markdown, versions)


def write_pages(out, kits, count, logo, body):
    write_site(out, logo)
    for number in range(count):
        kit = kits[number % len(kits)]
        folder = out / "content" / f"p{number:05}"
        write_campaign(folder, folder.name, kit, f"{kit['title']} {number}")
        (folder / "flyer.md").write_text(body(kit) + "\n")


def write_booklet(out, kits, logo, body):
    """One booklet in the built-in theme, a chapter a kit."""
    write_site(out, logo)
    write_yaml(out / "content" / "site.yaml", SITE | {"theme": "lugas"})
    folder = out / "content" / "buku"
    write_campaign(folder, folder.name, kits[0], "Buku kegiatan")
    chapters = [f"## {kit['title']}\n\n{body(kit).replace('## ', '### ')}" for kit in kits]
    front = "---\nversions: [screen]\n---\n\n"
    (folder / "booklet.md").write_text(front + "\n\n".join(chapters) + "\n")
