"""usage: text.py FILE.pdf...

What is found, copied and read aloud: each word of a PDF's bookmarks stands as one word in the text that poppler, MuPDF and
pdf.js take from its pages, whatever its script.
"""

import json
import pathlib
import re
import subprocess
import sys

import pymupdf

from verdict import told

HERE = pathlib.Path(__file__).parent
# what readers put around text of another direction, and hyphens that are not shown
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=True).stdout


def words(text):
    # a hyphen at the end of a line is taken for one that divides its word, the words of a range stand apart
    text = re.sub(r"[-\u2010]\s*\n\s*", "", UNSEEN.sub("", text)).casefold()
    # letters with their vowel signs, which are no letters to Python
    return set(re.findall(r"[^\s\d!-/:-@\[-`{-~\u2000-\u206f،؛؟«»·]+", text))


def judged():
    files = sys.argv[1:]
    for file, pdfjs in zip(files, json.loads(run("node", HERE / "text.mjs", *files))):
        with pymupdf.open(file) as pdf:
            titles = [title for _, title, _ in pdf.get_toc()]
            mupdf = "\n".join(page.get_text() for page in pdf)
        poppler = run("pdftotext", file, "-")
        wanted = words(" ".join(titles))
        problems = []
        for reader, text in (("poppler", poppler), ("MuPDF", mupdf), ("pdf.js", pdfjs)):
            missing = wanted - words(text)
            if missing:
                problems.append(f"{reader} does not find {' '.join(sorted(missing))}")
        yield file, problems


sys.exit(told(judged()))
