#!/usr/bin/env python3
"""usage: workload.py OUT [--kits 20] [--pages 10000]

Writes the work that Sebar and its peers are measured on, always the same: kits with texts, photographs and a logo, and
simple pages. OUT/kits and OUT/pages are in the peers' form, OUT/sebar-* in Sebar's.
Needs numpy and Pillow.
"""

import argparse
import json
import pathlib
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import sebar_form

INTER = pathlib.Path("/usr/share/fonts/opentype/inter")  # Debian's fonts-inter
PHOTO_SIZE = (2400, 1600)

CAMPAIGNS = [
    ("hutan-lestari", "Hutan Lestari untuk Anak Cucu"),
    ("air-bersih", "Air Bersih, Keluarga Sehat"),
    ("stop-stunting", "Bersama Cegah Stunting Sejak Dini"),
    ("sampah-terpilah", "Pilah Sampah dari Rumah"),
    ("siaga-banjir", "Siaga Banjir: Kenali Risikonya"),
]
REGIONS = [
    *("Aceh", "Sumatera Barat", "Riau", "Jambi", "Lampung", "Banten", "Jawa Barat", "Jawa Tengah"),
    *("DI Yogyakarta", "Jawa Timur", "Bali", "Nusa Tenggara Barat", "Nusa Tenggara Timur", "Kalimantan Barat"),
    *("Kalimantan Timur", "Sulawesi Selatan", "Sulawesi Utara", "Maluku", "Papua Barat", "Papua"),
]
SENTENCES = [
    "Kegiatan ini terbuka untuk seluruh warga tanpa dipungut biaya.",
    "Perubahan besar selalu dimulai dari langkah kecil yang dilakukan bersama-sama.",
    "Kami mengajak kelompok pemuda, ibu rumah tangga, dan para guru untuk ikut mendampingi.",
    "Data lapangan menunjukkan bahwa partisipasi masyarakat menurunkan risiko hingga separuhnya.",
    "Petugas akan berkeliling dari rumah ke rumah untuk memberikan penjelasan yang mudah dipahami.",
    "Setiap keluarga memperoleh buku saku, poster, dan daftar periksa yang dapat ditempel di dapur.",
    "Laporan bulanan dipublikasikan secara terbuka agar siapa pun dapat memeriksa penggunaannya.",
    "Jika Anda memerlukan penerjemah bahasa daerah, sampaikan kepada panitia saat pendaftaran.",
    "Keberhasilan program sangat bergantung pada kepedulian tetangga di sekitar kita.",
    "Sekolah dan puskesmas menjadi titik kumpul utama selama kegiatan berlangsung.",
    "Pertanggungjawaban keuangan diaudit oleh lembaga independen setiap akhir tahun.",
    "Bawalah botol minum sendiri untuk mengurangi sampah plastik sekali pakai.",
]
STEPS = [
    "Daftarkan diri melalui ketua RT atau situs resmi",
    "Hadir tiga puluh menit sebelum acara dimulai",
    "Bawa kartu identitas dan fotokopi kartu keluarga",
    "Ajak minimal satu anggota keluarga",
    "Simpan nomor darurat 112 di telepon Anda",
    "Bagikan informasi ini ke grup warga",
]
DAYS = ["Senin", "Rabu", "Jumat", "Sabtu"]


def photograph(number):
    """A picture that compresses like a photograph: soft light, blobs, texture in three sizes, and a sensor's noise."""
    width, height = PHOTO_SIZE
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    y, x = y / height, x / width
    rng = np.random.default_rng(100 + number)
    picture = np.zeros((height, width, 3), np.float32)
    for channel in range(3):
        light = np.sin(2.2 * y + 1.3 * channel + number) * np.cos(1.7 * x + 0.6 * channel)
        picture[..., channel] = 110 + 90 * light + 60 * (1 - y)
    for _ in range(40):
        left, top = rng.uniform(0, 1), rng.uniform(0, 1)
        spread, strength = rng.uniform(0.02, 0.15), rng.uniform(-60, 60)
        blob = strength * np.exp(-((x - left) ** 2 + (y - top) ** 2) / (2 * spread * spread))
        picture += blob[..., None] * rng.uniform(0.3, 1, 3).astype(np.float32)
    for grain in (8, 32, 120):
        texture = rng.normal(0, 12, (height // grain + 1, width // grain + 1)).astype(np.float32)
        picture += np.asarray(Image.fromarray(texture).resize(PHOTO_SIZE, Image.BICUBIC))[..., None]
    picture += rng.normal(0, 3.5, picture.shape).astype(np.float32)
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))


def logo():
    image = Image.new("RGBA", (480, 160), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, 152, 152), fill=(255, 190, 40, 255))
    draw.polygon([(80, 30), (120, 120), (40, 120)], fill=(20, 90, 70, 255))
    font = ImageFont.truetype(str(INTER / "Inter-Bold.otf"), 64)
    draw.text((176, 40), "LENTERA", font=font, fill=(255, 255, 255, 255))
    return image


def kit(number):
    chance = random.Random(1000 + number)

    def text(sentences):
        return " ".join(chance.choice(SENTENCES) for _ in range(sentences))

    folder, title = CAMPAIGNS[number % len(CAMPAIGNS)]
    region = REGIONS[number // len(CAMPAIGNS) % len(REGIONS)]
    slug = f"{folder}-{region.lower().replace(' ', '-')}" + (f"-{number // 100}" if number >= 100 else "")
    tag = folder.title().replace("-", "")
    hours = [f"0{8 + day % 2}.00–1{1 + day % 3}.30 WIB" for day in range(len(DAYS))]
    places = [f"Balai Desa {region} {day + 1}" for day in range(len(DAYS))]
    contact = f"Surel: info@{folder}.example.org, telepon (021) 555-01{number % 100:02d}."
    sections = [
        {"title": "Mengapa ini penting", "paragraphs": [text(5), text(4)]},
        {"title": "Langkah yang bisa Anda lakukan", "paragraphs": [text(3)], "list": chance.sample(STEPS, 5)},
        {
            "title": "Jadwal kegiatan",
            "paragraphs": [text(2)],
            "table": [["Hari", "Tempat", "Waktu"], *map(list, zip(DAYS, places, hours, strict=True))],
        },
        {"title": "Pertanyaan umum", "paragraphs": [text(4), text(4)]},
        {"title": "Hubungi kami", "paragraphs": [f"{text(2)} {contact}"]},
    ]
    return {
        "slug": slug,
        "photo": f"photo-{number % len(CAMPAIGNS)}.jpg",
        "title": f"{title} di {region}" + (" 🌱" if number % 5 == 0 else ""),
        "text": text(2),
        "link": f"lentera.example.org/{folder}",
        "tag": tag,
        "footer": f"lentera.example.org/{folder}  •  #{tag}  •  15 Maret 2027",
        "sections": sections,
    }


def section_markdown(section, attributes=""):
    parts = [f"## {section['title']}{attributes}", *section["paragraphs"]]
    if "list" in section:
        parts.append("\n".join(f"- **{step.split()[0]}** {' '.join(step.split()[1:])}" for step in section["list"]))
    if "table" in section:
        head, *rows = (f"| {' | '.join(row)} |" for row in section["table"])
        parts.append("\n".join([head, "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def body(kit):
    return "\n\n".join([kit["text"], *map(section_markdown, kit["sections"])])


def write_kits(out, kits, photos):
    (out / "content").mkdir(parents=True)
    (out / "photos").mkdir()
    for name, photo in photos.items():
        (out / "photos" / name).write_bytes(photo)
    logo().save(out / "logo.png")
    (out / "kits.json").write_text(json.dumps(kits, ensure_ascii=False, indent=1))
    for kit in kits:
        front = f'---\ntitle: "{kit["title"]}"\ndate: 2026-03-01\nslug: {kit["slug"]}\n---\n\n'
        picture = f"![Foto kegiatan](/photos/{kit['photo']})\n\n"
        (out / "content" / f"{kit['slug']}.md").write_text(front + picture + body(kit) + "\n")


def write_pages(out, kits, count):
    out.mkdir(parents=True)
    for number in range(count):
        kit = kits[number % len(kits)]
        front = f'---\ntitle: "{kit["title"]} {number}"\ndate: 2026-03-01\n---\n\n'
        (out / f"p{number:05}.md").write_text(front + body(kit) + "\n")


def make_photos(folder):
    """The photographs' bytes by name; kept in a folder, since making them takes a while."""
    folder.mkdir(parents=True, exist_ok=True)
    photos = {}
    for number in range(len(CAMPAIGNS)):
        file = folder / f"photo-{number}.jpg"
        if not file.exists():
            photograph(number).save(file, quality=88)
        photos[file.name] = file.read_bytes()
    return photos


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--kits", type=int, default=20)
    parser.add_argument("--pages", type=int, default=10_000)
    arguments = parser.parse_args()
    out = arguments.out
    kits = [kit(number) for number in range(max(arguments.kits, 100))]
    photos = make_photos(out / "photographs")
    write_kits(out / "kits", kits[: arguments.kits], photos)
    write_pages(out / "pages", kits, arguments.pages)
    sebar_form.write_kits(out / "sebar-kits", kits[: arguments.kits], photos, logo(), section_markdown)
    for name, versions in (("none", ""), ("screen", "[screen]"), ("press", "[screen, press]")):
        folder = out / f"sebar-leaflets-{name}"
        sebar_form.write_leaflets(folder, kits[: arguments.kits], photos, logo(), section_markdown, versions)
    sebar_form.write_images(out / "sebar-images", kits[: arguments.kits], photos, logo())
    sebar_form.write_booklet(out / "sebar-booklet", kits[:10], logo(), body)
    sebar_form.write_pages(out / "sebar-pages", kits, arguments.pages, logo(), body)


if __name__ == "__main__":
    main()
