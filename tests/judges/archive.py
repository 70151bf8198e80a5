"""usage: archive.py FILE.zip...

A kit's ZIP file must open everywhere and be the same on each build: read by unzip, 7-Zip, libarchive and Python;
safe and portable names, one timestamp, sorted entries, and a SHA256SUMS that lists everything else.
"""

import hashlib
import posixpath
import re
import subprocess
import sys
import unicodedata
import zipfile

from verdict import told

RESERVED = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
UTF8_FLAG = 0x800
LONGEST_NAME = 120
LARGEST_RATIO = 1000


def reader_problems(file):
    for command in (["unzip", "-tqq", file], ["7z", "t", "-bso0", "-bsp0", file], ["bsdtar", "-tf", file]):
        if subprocess.run(command, capture_output=True, check=False).returncode:
            yield f"{command[0]} cannot read it"


def name_problems(entry):
    name = entry.filename
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or "\\" in name or re.match(r"[A-Za-z]:", name) or ".." in parts:
        yield f"leaves its folder: {name}"
    if (entry.external_attr >> 16) & 0o170000 == 0o120000:
        yield f"symbolic link: {name}"
    for part in parts:
        bad_end = part.endswith((".", " "))
        reserved = part.split(".")[0].lower() in RESERVED
        if re.search(r'[<>:"|?*\x00-\x1f]', part) or bad_end or reserved or len(part) > LONGEST_NAME:
            yield f"not a name for every system: {name}"
    if not name.isascii() and not entry.flag_bits & UTF8_FLAG:
        yield f"not marked as UTF-8: {name}"
    if unicodedata.normalize("NFC", name) != name:
        yield f"not in NFC: {name}"
    if entry.file_size > LARGEST_RATIO * max(1, entry.compress_size):
        yield f"unpacks to more than {LARGEST_RATIO} times its size: {name}"


def order_problems(entries):
    names = [entry.filename for entry in entries]
    if names != sorted(names):
        yield "entries are not sorted"
    stamps = {entry.date_time for entry in entries}
    if len(stamps) > 1:
        yield f"{len(stamps)} different timestamps"
    seen = {}
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            yield f"same name but for case: {name}, {seen[folded]}"
        seen[folded] = name


def checksum_problems(archive):
    names = set(archive.namelist())
    lists = [name for name in names if posixpath.basename(name) == "SHA256SUMS"]
    if not lists:
        yield "no SHA256SUMS"
    for sums in lists:
        listed = {sums}
        for line in archive.read(sums).decode().splitlines():
            digest, name = line.split(None, 1)
            path = posixpath.join(posixpath.dirname(sums), name.lstrip("*"))
            listed.add(path)
            if path not in names:
                yield f"listed but absent: {path}"
            elif hashlib.sha256(archive.read(path)).hexdigest() != digest:
                yield f"checksum differs: {path}"
        for name in sorted(names - listed):
            if not name.endswith("/"):
                yield f"not in SHA256SUMS: {name}"


def all_problems(file):
    yield from reader_problems(file)
    try:
        with zipfile.ZipFile(file) as archive:
            if damaged := archive.testzip():
                yield f"damaged: {damaged}"
            for entry in archive.infolist():
                yield from name_problems(entry)
            yield from order_problems(archive.infolist())
            yield from checksum_problems(archive)
    except (zipfile.BadZipFile, UnicodeDecodeError, ValueError) as error:
        yield f"{type(error).__name__} {error}"


def judged():
    for file in sys.argv[1:]:
        yield file, dict.fromkeys(all_problems(file))


sys.exit(told(judged()))
