"""usage: leaflet.py KITS OUT      each kit's leaflet by typst, one compiler for all, tagged as PDF/UA-1"""

import json
import pathlib
import sys

import typst

FONTS = "/usr/share/fonts/opentype/inter"

folder, out = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
out.mkdir(parents=True, exist_ok=True)
kits = json.loads((folder / "kits.json").read_text())
template = pathlib.Path(__file__).resolve().with_name("leaflet.typ")
compiler = typst.Compiler(str(template), root="/", font_paths=[FONTS])
for number, kit in enumerate(kits):
    compiler.compile(
        format="pdf",
        output=str(out / f"{kit['slug']}.pdf"),
        sys_inputs={"folder": str(folder), "number": str(number)},
        pdf_standards=["ua-1"],
    )
