"""usage: schemas.py SEBAR [ROOT]

Judges the JSON Schemas that editors are given with a validator of others: they are sound, take every file of the sample
site and of the tests' sites, and refuse what Sebar refuses.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import jsonschema
import yaml

PRINTS = {"leaflet", "poster", "card", "booklet"}

# In tests/sites/full: what stands there, and what breaks it.
BROKEN = [
    ("site.yaml", "organisation:", "organisatoin:"),
    ("site.yaml", "languages: [id, en]", "languages: id"),
    ("jentik/campaign.yaml", "title:", "titel:"),
    ("jentik/campaign.yaml", "period: {", "period: {to: 2026-01-01, "),
    ("jentik/campaign.yaml", "version: 2", "version: dua"),
    ("jentik/facts.yaml", "value:", "vlaue:"),
    ("jentik/pictures/pictures.yaml", "alt:", "atl:"),
    ("jentik/posts/01-kuras-bak.md", "title:", "titel:"),
    ("jentik/posts/01-kuras-bak.md", "template: statement", "template: [statement]"),
    ("jentik/leaflet.md", "## Rumah", "---\npaper: {width: lebar, height: 210}\n---\n\n## Rumah"),
    ("jentik/flyer.md", "## ", "---\ntitel: Jentik\n---\n\n## "),
]


class Loader(yaml.SafeLoader):
    """YAML 1.2, as Sebar reads it: no dates, and only `true` and `false` are true and false."""


Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith(":timestamp") and (not tag.endswith(":bool") or first in "tTfF")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema_of(path):
    """The name of the schema that an editor holds a file of `content/` against."""
    stem, *languages = path.stem.split(".")
    if path.suffix == ".yaml":
        if stem not in {"site", "campaign", "facts", "pictures", "sheets"}:
            return None
        return f"{stem}-translation" if languages else stem
    if path.suffix != ".md":
        return None
    if path.parent.name == "posts":
        return "posts-translation-front-matter" if languages else "posts-front-matter"
    return "prints-front-matter" if stem in PRINTS else "texts-front-matter"


def held(text, path):
    if path.suffix == ".md":
        front = re.match(r"---\n(.*?)^---$", text, re.DOTALL | re.MULTILINE)
        text = front[1] if front else ""
    return yaml.load(text, Loader) or {}


def problems(text, path, validators):
    errors = validators[schema_of(path)].iter_errors(held(text, path))
    return [f"{'.'.join(map(str, error.path))}: {error.message[:120]}" for error in errors]


def refused(sebar, content, path, text):
    """Whether Sebar finds fault with `path` when it holds `text`."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "content"
        shutil.copytree(content, copy)
        (copy / path).write_text(text)
        command = [sebar, "check", "--root", folder, "--format", "json"]
        found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        found = [json.loads(line) for line in found.splitlines()]
        return any(one["severity"] == "error" and path in json.dumps(one) for one in found)


def main():
    sebar = str(pathlib.Path(sys.argv[1]).resolve())
    root = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else __file__).resolve()
    root = root if len(sys.argv) > 2 else root.parents[2]
    schemas = json.loads(subprocess.run([sebar, "schema"], capture_output=True, check=True).stdout)
    validators = {}
    for name, schema in schemas.items():
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(schema)
    failed = judged = 0
    used = set()
    for content in [root / "content", *sorted(root.glob("tests/sites/*/content"))]:
        for path in sorted(content.rglob("*")):
            name = schema_of(path)
            if name is None or not path.is_file():
                continue
            used.add(name)
            judged += 1
            for problem in problems(path.read_text(), path, validators):
                failed += 1
                print(f"{path.relative_to(root)}: {problem}")
    for name in sorted(set(schemas) - used - {"sheets", "sheets-translation"}):
        failed += 1
        print(f"no file is held against {name}")
    content = root / "tests/sites/full/content"
    for name, old, new in BROKEN:
        path = content / name
        text = path.read_text()
        broken = text.replace(old, new, 1)
        judged += 1
        said = (bool(problems(broken, path, validators)), refused(sebar, content, name, broken))
        if broken == text or said != (True, True):
            failed += 1
            print(f"{name}, `{old}` made `{new}`: refused by (schema, Sebar): {said}")
    print(f"{len(schemas)} schemas, {judged} files, {failed} with a problem")
    return 1 if failed else 0


sys.exit(main())
