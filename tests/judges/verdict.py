"""How a judge of files ends: a line for each file with a problem, a line for all, and the exit code."""


def told(judged):
    """Prints what is wrong; `judged` gives each file with its problems. The exit code."""
    count = failed = 0
    for file, problems in judged:
        count += 1
        problems = list(problems)
        if problems:
            failed += 1
            print(f"{file}: {'; '.join(problems[:8])}")
    print(f"{count} files, {failed} with a problem")
    return 1 if failed else 0
