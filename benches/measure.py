#!/usr/bin/env python3
"""usage: measure.py --label TEXT -- COMMAND…

Runs a command and prints one JSON line about its whole process tree: wall seconds, CPU seconds, and the peak of its memory
(PSS summed over the processes, so that what they share counts once). Works on Linux.
"""

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time

INTERVAL = 0.05
TICKS = os.sysconf("SC_CLK_TCK")
PR_SET_CHILD_SUBREAPER = 36


def processes():
    """Process id → (parent, CPU seconds, start time), for every process of the machine."""
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                fields = file.read().rpartition(") ")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        found[int(name)] = (int(fields[1]), (int(fields[11]) + int(fields[12])) / TICKS, fields[19])
    return found


def descendants(root):
    found = processes()
    children = {}
    for process, (parent, _, _) in found.items():
        children.setdefault(parent, []).append(process)
    waiting = list(children.get(root, []))
    while waiting:
        process = waiting.pop()
        yield process, found[process]
        waiting += children.get(process, [])


def memory(process):
    try:
        with open(f"/proc/{process}/smaps_rollup") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass  # it has ended meanwhile
    return 0


class Sampler(threading.Thread):
    """Watches the tree while it runs: a process that nobody waited for would be missing from the kernel's own sum."""

    def __init__(self):
        super().__init__()
        self.cpu = {}
        self.peak = 0
        self.done = threading.Event()

    def run(self):
        while not self.done.is_set():
            total = 0
            for process, (_, seconds, start) in descendants(os.getpid()):
                self.cpu[process, start] = seconds
                total += memory(process)
            self.peak = max(self.peak, total)
            self.done.wait(INTERVAL)


def reap_orphans():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def children_cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(command):
    # processes that lose their parent become ours, so that they are counted, too
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    sampler = Sampler()
    before, start = children_cpu(), time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    sampler.start()
    code = process.wait()
    wall = time.monotonic() - start
    sampler.done.set()
    sampler.join()
    reap_orphans()
    cpu = max(children_cpu() - before, sum(sampler.cpu.values()))
    return {"code": code, "wall": round(wall, 3), "cpu": round(cpu, 3), "memory": sampler.peak}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--label", default="")
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    result = measure(arguments.command)
    print(json.dumps({"label": arguments.label, **result}))
    return result["code"]


if __name__ == "__main__":
    sys.exit(main())
