"""usage: pdf.py FILE.pdf...

Four independent readers of a PDF: qpdf, Ghostscript, MuPDF, poppler. Syntax, fonts embedded and with Unicode,
resolution of pictures, words off the page.
"""

import re
import subprocess
import sys

from verdict import told

LEAST_PPI = 150
SLACK = 6  # points: the box of a line reaches above and below its letters


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)


def syntax_problems(file):
    if run("qpdf", "--check", file).returncode:
        yield "qpdf: damaged"
    ghostscript = run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", file)
    if ghostscript.returncode or ghostscript.stderr.strip():
        yield f"Ghostscript: {(ghostscript.stderr or ghostscript.stdout).strip()[:80]}"
    mupdf = run("mutool", "draw", "-q", "-F", "png", "-o", "/dev/null", file)
    errors = [line for line in mupdf.stderr.splitlines() if not line.startswith("warning: ICC support")]
    if mupdf.returncode or errors:
        yield f"MuPDF: {' '.join(errors)[:80]}"


def font_problems(file):
    for line in run("pdffonts", file).stdout.splitlines()[2:]:
        # the last columns: emb sub uni object generation
        columns = re.search(r"(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$", line)
        name = line.split()[0]
        if columns and columns[1] == "no":
            yield f"font not embedded: {name}"
        if columns and columns[3] == "no":
            yield f"font without Unicode: {name}"


def picture_problems(file):
    for line in run("pdfimages", "-list", file).stdout.splitlines()[2:]:
        columns = line.split()
        if columns[2] == "image" and float(columns[12]) < LEAST_PPI:
            yield f"picture of {columns[12]} ppi on page {columns[0]}"


def place_problems(file):
    width = height = page = 0
    boxes = run("pdftotext", "-bbox", file, "-").stdout
    pattern = (
        r'<page width="([\d.]+)" height="([\d.]+)"'
        r'|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)'
    )
    for found in re.finditer(pattern, boxes):
        if found[1]:
            width, height, page = float(found[1]), float(found[2]), page + 1
            continue
        left, top, right, bottom = (float(found[i]) for i in (3, 4, 5, 6))
        if left < 0 or top < -SLACK or right > width + 0.5 or bottom > height + SLACK:
            yield f"off page {page}: {found[7]}"


def judged():
    for file in sys.argv[1:]:
        checks = (syntax_problems, font_problems, picture_problems, place_problems)
        yield file, [problem for check in checks for problem in check(file)]


sys.exit(told(judged()))
