#!/usr/bin/env python3
"""How long a writer waits: benches/serve.py SEBAR [SITE]

Starts the preview of a copy of SITE (the sample site), saves a post and a leaflet as an editor does, and prints medians, and
the least where a busy machine disturbs them: from the start of the program to its first answer, and from a saved file to
the new picture's last byte.
"""

import http.client
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 9
POST = "sensus-ekonomi-2026/posts/01-tanda-petugas.md"
LEAFLET = "sensus-ekonomi-2026/leaflet.md"
KIT = "sensus-ekonomi-2026"


class Preview:
    """A preview of `site`, and how many milliseconds it took to answer."""

    def __init__(self, program: str, site: pathlib.Path):
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0"], cwd=site, stderr=subprocess.PIPE, text=True
        )
        for line in self.process.stderr:
            if found := re.search(r"http://([\d.]+:\d+)/", line):
                self.address = found[1]
                break
        self.get("/studio/site.json")
        self.started = (time.perf_counter() - begun) * 1000

    def get(self, path: str) -> bytes:
        connection = http.client.HTTPConnection(self.address, timeout=60)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        return body

    def pieces(self, kind: str) -> list[str]:
        kit = json.loads(self.get(f"/studio/kit/{KIT}"))
        tiles = [tile for group in kit["groups"] for tile in group["tiles"]]
        return [tile["path"] for tile in tiles if tile["kind"] == kind]

    def events(self):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        connection.request("GET", "/studio/events")
        return connection.getresponse()

    def wait(self, events) -> dict:
        while True:
            line = events.readline()
            if line.startswith(b"data: "):
                return json.loads(line[6:])


def image(preview: Preview, path: str) -> None:
    preview.get(f"/site/{path}")


def sheet(preview: Preview, path: str) -> None:
    """A sheet is shown by a picture, whose name is asked for."""
    picture = json.loads(preview.get(f"/studio/piece/{path}"))["picture"]
    preview.get(f"/site/{picture}")


def saved(preview: Preview, file: pathlib.Path, fetch, change) -> tuple[float, float]:
    """Milliseconds from a saved file to the news of it, and until `fetch` has the new picture."""
    events = preview.events()
    text = file.read_text()
    time.sleep(0.3)
    begun = time.perf_counter()
    file.write_text(change(text))
    preview.wait(events)
    told = time.perf_counter()
    fetch()
    return (told - begun) * 1000, (time.perf_counter() - begun) * 1000


def main() -> None:
    program = str(pathlib.Path(sys.argv[1]).resolve())
    here = pathlib.Path(__file__).resolve().parent.parent
    source = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else here
    with tempfile.TemporaryDirectory() as folder:
        site = pathlib.Path(folder)
        shutil.copytree(source / "content", site / "content")
        starts = []
        for _ in range(5):
            preview = Preview(program, site)
            starts.append(preview.started)
            preview.process.kill()
        preview = Preview(program, site)
        print(f"{'start to first answer':<34}{statistics.median(starts):>8.0f} ms")
        square = next(path for path in preview.pieces("image") if "square" in path)
        begun = time.perf_counter()
        image(preview, square)
        print(f"{'first image':<34}{(time.perf_counter() - begun) * 1000:>8.0f} ms")
        leaflet = next(path for path in preview.pieces("print") if "leaflet" in path)
        rounds = [
            ("post saved to image 1080 × 1080", POST, (image, square), "Minta lihat"),
            ("leaflet saved to its picture", LEAFLET, (sheet, leaflet), "Menguatkan Mitra"),
        ]
        for name, path, (show, piece), word in rounds:
            fetch = lambda: show(preview, piece)
            fetch()
            file = site / "content" / path
            times = []
            for number in range(ROUNDS):
                extra = "" if number % 2 else " lagi"
                change = lambda text: re.sub(rf"{word}( lagi)?", f"{word}{extra}", text)
                times.append(saved(preview, file, fetch, change))
            told, drawn = (statistics.median(column) for column in zip(*times))
            least = min(drawn for _, drawn in times)
            print(f"{name:<34}{drawn:>8.0f} ms, of which reading {told:.0f} ms; at best {least:.0f} ms")
        preview.process.kill()


if __name__ == "__main__":
    main()
