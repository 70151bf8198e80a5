"""usage: print.py FILE_press.pdf FILE_office.pdf …

What a print shop and an office printer go by, seen in the files and in their pixels: page boxes that differ and are nested,
colour up to the end of the bleed, marks in the margin, no colour and a white edge for offices, QR codes that two readers scan at
the size at which they are printed.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import zxingcpp
from PIL import Image

from verdict import told

DPI = 150
MM = DPI / 25.4
BLEED = 3
EDGE = 5
MOST_TONER = 25  # percent of a page


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False).stdout


def boxes(file):
    found = {}
    for name, numbers in re.findall(r"^(\w+)Box:\s+([-\d. ]+)$", run("pdfinfo", "-box", file), re.MULTILINE):
        found[name] = [float(number) * 25.4 / 72 for number in numbers.split()]
    return found


def pages(file, folder):
    run("pdftoppm", "-r", str(DPI), "-png", file, f"{folder}/page")
    return [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("page*.png"))]


def box_problems(file):
    found = boxes(file)
    media, bleed, trim = (found.get(name) for name in ("Media", "Bleed", "Trim"))
    if not media or not bleed or not trim:
        yield "a page box is missing"
        return
    for outer, inner, name in ((media, bleed, "bleed in media"), (bleed, trim, "trim in bleed")):
        if not all(o < i - 0.5 for o, i in zip(outer[:2], inner[:2])) or not all(
            o > i + 0.5 for o, i in zip(outer[2:], inner[2:])
        ):
            yield f"boxes are not nested: {name}"
    if any(abs(abs(b - t) - BLEED) > 0.1 for b, t in zip(bleed, trim)):
        yield "the bleed is not 3 mm"


def press_problems(file, images):
    yield from box_problems(file)
    bleed = boxes(file).get("Bleed")
    if not bleed:
        return
    for number, image in enumerate(images, 1):
        left, bottom, right, top = (edge * MM for edge in bleed)
        bottom, top = image.height - bottom, image.height - top
        inside = image.crop((round(left) + 2, round(top) + 2, round(right) - 2, round(bottom) - 2))
        trim = image.crop(
            (round(left + BLEED * MM), round(top + BLEED * MM), round(right - BLEED * MM), round(bottom - BLEED * MM))
        )
        # where the finished edge has colour, so has the bleed beside it
        for name, bled, edge in (
            ("left", column(inside, 1), column(trim, 1)),
            ("right", column(inside, inside.width - 2), column(trim, trim.width - 2)),
            ("top", row(inside, 1), row(trim, 1)),
            ("bottom", row(inside, inside.height - 2), row(trim, trim.height - 2)),
        ):
            if coloured(edge) - coloured(bled) > 0.15:
                yield f"page {number}: no colour in the bleed at the {name}"
        margin = image.crop((0, 0, image.width, max(1, round(top) - 1)))
        if dark(margin) == 0:
            yield f"page {number}: no marks above"


def column(image, x):
    return [image.getpixel((x, y)) for y in range(image.height)]


def row(image, y):
    return [image.getpixel((x, y)) for x in range(image.width)]


def coloured(pixels):
    return sum(min(pixel) < 252 for pixel in pixels) / len(pixels)


def dark(image):
    return sum(image.convert("L").histogram()[:100])


def office_problems(file, images):
    for number, image in enumerate(images, 1):
        red, green, blue = image.split()
        if red.tobytes() != green.tobytes() or red.tobytes() != blue.tobytes():
            yield f"page {number}: there is colour"
        grey = image.convert("L")
        edge = round(EDGE * MM) - 2
        inner = grey.copy()
        inner.paste(255, (edge, edge, grey.width - edge, grey.height - edge))
        if inner.getextrema()[0] < 250:
            yield f"page {number}: something is printed in the outer {EDGE} mm"
        toner = 100 * (1 - sum(value * count for value, count in enumerate(grey.histogram())) / (255 * grey.width * grey.height))
        if toner > MOST_TONER:
            yield f"page {number}: {toner:.0f} % toner"


def code_problems(folder, images):
    """Sheets carry the campaign's code: two readers find the same, and each leads to an official address."""
    paths = sorted(str(path) for path in Path(folder).glob("page*.png"))
    found = run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", *paths).split()
    second = [code.text for image in images for code in zxingcpp.read_barcodes(image)]
    if not found or not second:
        yield "no QR code can be read"
    if set(found) != set(second):
        yield f"two readers of QR codes disagree: {sorted(set(found))} and {sorted(set(second))}"
    for address in found:
        if not address.startswith("https://"):
            yield f"a QR code leads to {address}"


def judged():
    for file in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            images = pages(file, folder)
            problems = list(code_problems(folder, images))
            if file.endswith("_press.pdf"):
                problems += press_problems(file, images)
            elif file.endswith("_office.pdf"):
                problems += office_problems(file, images)
        yield file, problems


sys.exit(told(judged()))
