"""usage: images.py PUBLIC_DIR

Every picture: sound to pngcheck, jpeginfo or webpinfo; no metadata that could tell where or by whom it was taken;
in a colour mode that phones show; and exactly as large as its file name says (…_1080x1920_v1.jpg; …_1080x1920_v1_540w.webp is that, 540 wide).
"""

import pathlib
import re
import subprocess
import sys

from PIL import Image

CHECKERS = {
    ".png": ["pngcheck", "-q"],
    ".jpg": ["jpeginfo", "-c", "-q"],
    ".jpeg": ["jpeginfo", "-c", "-q"],
    ".webp": ["webpinfo", "-quiet"],
}
METADATA = ("exif", "xmp", "photoshop", "comment", "XML:com.adobe.xmp")


def problems(file):
    if subprocess.run([*CHECKERS[file.suffix], file], capture_output=True, check=False).returncode:
        yield f"{CHECKERS[file.suffix][0]} finds it damaged"
        return
    with Image.open(file) as image:
        if image.mode not in ("RGB", "RGBA", "P", "L"):
            yield f"colour mode {image.mode}"
        for name in METADATA:
            if image.info.get(name):
                yield f"holds metadata: {name}"
        if not is_as_named(file.stem, *image.size):
            yield f"is {image.width}x{image.height}"


def is_as_named(name, width, height):
    size = re.search(r"(?<!\d)(\d{3,4})x(\d{3,4})(?!\d)", name)
    if not size:
        return True
    full_width, full_height = int(size[1]), int(size[2])
    scaled = re.search(r"_(\d+)w$", name)
    wanted = int(scaled[1]) if scaled else full_width
    return width == wanted and abs(height - full_height * wanted / full_width) < 1


def main():
    public = pathlib.Path(sys.argv[1])
    files = sorted(file for file in public.rglob("*") if file.suffix in CHECKERS)
    failed = 0
    for file in files:
        found = list(problems(file))
        if found:
            failed += 1
            print(f"{file.relative_to(public)}: {'; '.join(found)}")
    print(f"{len(files)} pictures, {failed} with a problem")
    return 1 if failed or not files else 0


sys.exit(main())
