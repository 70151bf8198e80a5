"""usage: table.py RESULTS.jsonl      the median of each label's runs, and how many times more each peer took than Sebar"""

import collections
import json
import pathlib
import statistics
import sys

COLUMNS = ("cpu", "wall", "memory")

runs = collections.defaultdict(lambda: collections.defaultdict(list))
for line in pathlib.Path(sys.argv[1]).read_text().splitlines():
    result = json.loads(line)
    work, _, name = result["label"].partition("/")
    runs[work][name].append(result)

print(f"{'work':8} {'program':30} {'CPU s':>8} {'wall s':>8} {'MB':>6}   times Sebar's: CPU, wall, memory")
for work, programs in runs.items():
    medians = {
        name: {column: statistics.median(result[column] for result in results) for column in COLUMNS}
        for name, results in programs.items()
    }
    ours = medians["Sebar"]
    for name, median in medians.items():
        row = f"{work:8} {name:30} {median['cpu']:8.2f} {median['wall']:8.2f} {median['memory'] / 1e6:6.0f}"
        if name != "Sebar":
            row += "   " + "  ".join(f"{median[column] / ours[column]:.1f}" for column in COLUMNS)
        print(row)
