"""Tries to work out hidden counts of a demo from everything that leaves those who see names. See recover_hidden_counts.sh."""
import itertools
import math
import sys
import tempfile
from pathlib import Path

from figures_read import (Places, Release, cells, compare_faces, end_of, figures, made_on, months, read_at, read_files, read_kept,
                          read_public, read_truth, read_waits)
from interval_attack import Unknowns
from served import Daemon, run
from suppression_rule import Rule, is_small, rounding, threshold


def unexplained(release, rule):
    """Hidden counts that some figure tells more of than the rule does: where it is not what the rule makes of the protected
    counts and of the sum that is told of each pathway's hidden ones."""
    touched = set()
    for (month, services), told in release.told.items():
        for name, places in figures:
            if told[name] != rule.figure(month, services, places)[0]:
                touched |= {(month, code, place) for code in services for place in places}
        _, hidden, both = rule.figure(month, services, (0, 1))
        within = rule.figure(month, services, (0,))[2]
        has_too_much = told["median"] is not None and (hidden or both < 50)
        if has_too_much or (told["percent"] is not None and abs(told["percent"] - 100 * within / both) > 0.06):
            touched |= {(month, code, place) for code in services for place in (0, 1)}
    return {key for key in touched if is_small(rule.truth[key[0], key[1]][key[2]])}


def drawn_together(told, truth, error):
    """The same figures taken for true sums, `error` away at the most, and one month tied to the next. Gives the hidden counts
    of which one value is left, the right one; how many values are left of the others at the least; sums that cannot be."""
    unknowns, number = Unknowns(), {}
    for month, code in truth:
        for place in range(3):
            number[month, code, place] = unknowns.add(0, 100_000)
    for (month, services), shown in told.items():
        for name, places in figures:
            value, least, most = shown[name], 1, math.inf
            if value is not None:
                least, most = (0, 0) if value == 0 else (max(value - error, threshold), value + error)
            elif len(services) == 1 and len(places) == 1:
                most = threshold - 1
            unknowns.add_sum([number[month, code, place] for code in services for place in places], least, most)
    for (month, code), after in zip(truth, itertools.islice(truth, len(truth) // len(months), None)):
        # Whoever is past target now was waiting a month ago: every target allows more than a month.
        unknowns.add_sum([number[month, code, 0], number[month, code, 1]], 0, math.inf, minus=[number[(*after, 1)]])
    impossible = unknowns.draw_together()
    recovered, fewest = 0, threshold
    for (month, code, place), one in number.items():
        if is_small(truth[month, code][place]):
            left = unknowns.most[one] - unknowns.least[one] + 1
            recovered += left == 1 and unknowns.least[one] == truth[month, code][place]
            fewest = min(fewest, left)
    return recovered, fewest, impossible


def without_secondary(release, truth):
    """The planted fault: the same lines, each with its own small counts hidden, but of true counts and not rounded."""
    told = {}
    for (month, services), _ in release.told.items():
        sums = [sum(truth[month, code][place] for code in services) for place in range(3)]
        shown = [None if is_small(count) else count for count in (*sums, sums[0] + sums[1])]
        told[month, services] = dict(zip((*cells, "waiting"), shown), percent=None, median=None)
    return told


def main(program):
    passed = failed = 0

    def judge(holds, what):
        nonlocal passed, failed
        passed, failed = passed + bool(holds), failed + (not holds)
        print(f"{'ok' if holds else 'NOT OK'}: {what}", flush=True)

    with tempfile.TemporaryDirectory() as work:
        data = str(Path(work, "data"))
        run(program, "demo", "--data", data, "--requests", "4000", "--seed", "11", "--as-at", made_on)
        token = lambda name, role, *scope: run(program, "token", "add", "--data", data, "--name", name, "--role", role, *scope)
        administrator, integrator, commissioner, nearby = (
            token("Truth", "administrator"), token("Program", "integrator"), token("Reader", "commissioner"),
            token("Neighbour", "integrator", "--area", "99G"))
        Daemon(program, data, f"{made_on}T09:00:00Z").stop()  # recurring work begins
        daemon = Daemon(program, data, read_at)
        daemon.wait_for(lambda: len(daemon.json("/api/v1/snapshots", administrator)["items"]) >= 2)
        places, problems = Places(daemon, administrator), []
        truth = read_truth(daemon, places, administrator)
        everybody, file, programs = Release("public"), Release("file"), Release("integrator")
        read_public(daemon, places, everybody, problems)
        read_files(daemon, places, commissioner, file)
        read_waits(daemon, places, integrator, programs)
        read_waits(daemon, places, nearby, programs, lambda service: service["area"] == "99G")
        read_kept(daemon, places, integrator, programs)
        for group_by in ("area", "service", "month"):
            query = {"as_at": end_of(months[-1]), "group_by": group_by}
            compare_faces(daemon, "/waits", integrator, query, daemon.json("/api/v1/waits", integrator, **query)["groups"], problems)
        print(f"{daemon.asked} answers were read")
        daemon.stop()

    hidden = {(month, code, place) for (month, code), counts in truth.items() for place in range(3) if is_small(counts[place])}
    rule = Rule(truth, places)
    together = Release("all together")
    for release in (everybody, file, programs):
        for (month, services), told in release.told.items():
            together.tell(month, services, told)
    judge(rule.least_left() == threshold - 1, f"what is told of each pathway leaves a hidden count {rule.least_left()} values or more")
    judge(not problems, f"{len(problems)} tables or pages tell more than the JSON")
    for release in (everybody, file, programs, together):
        found = unexplained(release, rule)
        luck, fewest, impossible = drawn_together(release.told, truth, rounding // 2)
        for fault in release.faults[:5] + [str(one) for one in sorted(found)[:5]]:
            print(fault)
        judge(not release.faults and not found and luck == 0,
              f"{release.name}: {len(release.told)} lines, {len(hidden)} hidden counts, {len(found) + luck} recovered "
              f"(taken for sums of true counts, which they are not, all lines leave {fewest} values or more; "
              f"{impossible} cannot be)")
    for problem in problems[:5]:
        print(problem)
    planted = Release("control")
    planted.told = without_secondary(together, truth)
    recovered, _, _ = drawn_together(planted.told, truth, 0)
    judge(recovered > len(hidden) // 10, f"control, each table hides its own small counts only: {recovered} of {len(hidden)} recovered")
    judge(len(unexplained(planted, rule)) > 0, "control, sums of true counts are told apart from the rule's")
    print(f"{len(hidden)} hidden counts, 0 recovered" if failed == 0 else f"{len(hidden)} hidden counts, some recovered")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
