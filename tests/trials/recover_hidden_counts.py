"""Tries to work out hidden counts of a demo from everything that leaves those who see names. See recover_hidden_counts.sh."""
import itertools
import math
import sys
import tempfile
from pathlib import Path

from interval_attack import Unknowns
from served import Daemon, run

threshold, rounding, stands_for = 8, 5, 3  # of the built-in audiences
cells = ("within_target", "past_target", "completed")
made_on, read_at = "2026-06-29", "2026-08-03T09:00:00Z"
months = [f"2026-{month:02}" for month in range(2, 8)]
last_days = {"02": 28, "03": 31, "04": 30, "05": 31, "06": 30, "07": 31}


def end_of(month):
    return f"{month}-{last_days[month[5:]]}"


class Places:
    def __init__(self, daemon, token):
        self.services = {one["code"]: one for one in daemon.json("/api/v1/services", token, limit=500)["items"]}
        self.areas = {one["code"]: one for one in daemon.json("/api/v1/areas", token, limit=500)["items"]}
        self.pathways = sorted({one["pathway"] for one in self.services.values()})
        self.providers = sorted({one["provider"] for one in self.services.values()})

    def lies_within(self, area, above, on):
        if area == above:
            return True
        held = [one["parent"] for one in self.areas[area]["parents"]
                if one["from"] <= on and (one["to"] is None or on <= one["to"])]
        return any(self.lies_within(parent, above, on) for parent in held)

    def chosen(self, on, area="", **codes):
        return [code for code, one in self.services.items()
                if all(not wanted or one[kind] == wanted for kind, wanted in codes.items())
                and (not area or self.lies_within(one["area"], area, on))]

    def lines(self, group_by, chosen):
        """Which services are in each line of a grouping, by its key."""
        groups = {}
        for code in chosen:
            key = code if group_by == "service" else self.services[code][group_by]
            groups.setdefault(key, []).append(code)
        return {key: frozenset(codes) for key, codes in groups.items()}


class Release:
    """What one audience was told: for a month and some services the figures; None where they are hidden."""

    def __init__(self, name):
        self.name, self.told, self.faults = name, {}, []

    def tell(self, month, services, figures):
        if not services:
            return
        before = self.told.setdefault((month, services), figures)
        if before != figures:
            self.faults.append(f"{self.name}: two answers about the same of {month} differ: {before} {figures}")

    def take(self, places, month, group_by, chosen, lines, all_line=None):
        """An answer as JSON: a line that is left out tells that there is nobody."""
        nothing = {"waiting": 0, "within_target": 0, "past_target": 0, "completed": 0, "percent": None, "median": None}
        shown = {line["key"]: figures_of(line) for line in lines}
        for key, services in places.lines(group_by, chosen).items():
            self.tell(month, services, shown.pop(key, nothing))
        if shown:
            self.faults.append(f"{self.name}: lines about nothing asked for: {list(shown)}")
        if all_line:
            self.tell(month, frozenset(chosen), figures_of(all_line))


def figures_of(line):
    for name in ("longest_days", "bands", "removed", "added"):
        if line[name] is not None:
            raise SystemExit(f"{name} is told: {line}")
    return {"waiting": line["waiting"], "within_target": line["within_target"], "past_target": line["past_target"],
            "completed": line["completed"]["count"], "percent": line["within_target_percent"], "median": line["median_weeks"]}


def rounded(number):
    return (number + rounding // 2) // rounding * rounding


def by_rule(counts):
    """The figure that the rule makes of true counts of parts, and whether a hidden one is among them."""
    known = sum(rounded(count) for count in counts if count >= threshold)
    hidden = sum(1 for count in counts if 0 < count < threshold)
    total = known + hidden * stands_for
    return (None if hidden and (known == 0 or total > 2 * known) else rounded(total)), hidden, total


# -- what may be read


def read_public(daemon, places, release, problems):
    filters = [dict(zip(("pathway", "area"), pair))
               for pair in itertools.product([""] + places.pathways, [""] + sorted(places.areas))]
    for month, group_by, one in itertools.product(months, ("area", "pathway"), filters):
        query = {"month": month, "group_by": group_by, **{name: code for name, code in one.items() if code}}
        told = daemon.json("/api/v1/figures", **query)
        release.take(places, month, group_by, places.chosen(end_of(month), **one), told["groups"], told["all"])
        if not one["area"] or not one["pathway"]:
            compare_faces(daemon, "/figures", None, query, told["groups"], problems)


def compare_faces(daemon, path, token, query, groups, problems):
    """A table and a page may tell no more than the JSON does."""
    star = lambda value: "*" if value is None else str(value)
    for row, line in zip(daemon.rows(path, token, **query), groups, strict=True):
        said = [row["waiting"], row["within_target"]]
        if said != [star(line["waiting"]), star(line["within_target"])] or any(
                row[name.replace(".", "_")] != "*" for name in line["hidden"] if name.replace(".", "_") in row):
            problems.append(f"{path} {query}: the table says {row}, the program is told {line}")
    rows, labels = daemon.cells(path, token, **query)
    if not groups:
        return
    for row, label, line in zip(rows, labels, groups, strict=True):
        said = [cell.replace(",", "") for cell in row[1:4]]
        if said != [star(line[name]) for name in ("waiting", "within_target", "past_target")] or (
                line["waiting"] is None and any(letter.isdigit() for letter in label)):
            problems.append(f"{path} {query}: the page says {row} and {label}, the program is told {line}")


def filters_of(places):
    singles = [("pathway", code) for code in places.pathways] + [("area", code) for code in sorted(places.areas)] + [
        ("provider", code) for code in places.providers]
    pairs = [pair for pair in itertools.combinations(singles, 2) if pair[0][0] != pair[1][0]]
    return [{}] + [dict([one]) for one in singles] + [dict(pair) for pair in pairs]


def read_waits(daemon, places, token, release, within=lambda code: True):
    for one, group_by in itertools.product(filters_of(places), ("area", "provider", "service", "pathway")):
        for month in months if len(one) < 2 else months[-2:]:
            status, _ = daemon.get("/api/v1/waits", token, as_at=end_of(month), group_by=group_by, **one)
            if status == 404:  # nothing of it within reach
                continue
            told = daemon.json("/api/v1/waits", token, as_at=end_of(month), group_by=group_by, **one)
            chosen = [code for code in places.chosen(end_of(month), **one) if within(places.services[code])]
            release.take(places, month, group_by, chosen, told["groups"], told["all"])
    for one in filters_of(places)[:len(places.pathways) + 1]:
        told = daemon.json("/api/v1/waits", token, as_at=end_of(months[-1]), group_by="month", **one)
        chosen = frozenset(code for code in places.chosen(end_of(months[-1]), **one) if within(places.services[code]))
        for line in told["groups"]:
            if line["key"] in months:
                release.tell(line["key"], chosen, figures_of(line))


def read_files(daemon, places, token, release):
    number = lambda cell: None if cell in ("*", "") else float(cell) if "." in cell else int(cell)
    for one, group_by, month in itertools.product(filters_of(places), ("area", "provider", "service", "pathway"), months[-2:]):
        rows = daemon.rows("/api/v1/waits", token, as_at=end_of(month), group_by=group_by, **one)
        lines = [{"key": row["key"], "waiting": number(row["waiting"]), "within_target": number(row["within_target"]),
                  "past_target": number(row["past_target"]), "within_target_percent": number(row["within_target_percent"]),
                  "median_weeks": number(row["median_weeks"]), "completed": {"count": number(row["completed_count"])},
                  **{name: number(row[name]) for name in ("longest_days", "removed", "added")}, "bands": None} for row in rows]
        release.take(places, month, group_by, places.chosen(end_of(month), **one), lines)


def read_kept(daemon, places, token, release):
    for month in months[-2:]:
        for target in daemon.json(f"/api/v1/snapshots/{month}", token)["figures"]["targets"]:
            chosen = places.chosen(end_of(month), pathway=target["pathway"])
            for member in ("area", "provider", "service"):
                release.take(places, month, member, chosen, target[f"by_{member}"], target["all"])


def read_truth(daemon, places, token):
    truth = {}
    for month in months:
        for code in places.services:
            truth[month, code] = (0, 0, 0)
        for line in daemon.json("/api/v1/waits", token, as_at=end_of(month), group_by="service", **{
                "from": f"{month}-01", "to": end_of(month)})["groups"]:
            truth[month, line["key"]] = (line["within_target"], line["waiting"] - line["within_target"], line["completed"]["count"])
    return truth


# -- what can be made of it


def unexplained(release, truth):
    """Hidden counts that some figure tells more of than that they are 1 to 7: where it is not what the rule makes of the
    protected counts, which are the same for all these values."""
    touched = set()
    for (month, services), told in release.told.items():
        parts = [truth[month, code] for code in sorted(services)]
        for place, name in enumerate(cells):
            if told[name] != by_rule([part[place] for part in parts])[0]:
                touched |= {(month, code, place) for code in services}
        both = by_rule([count for part in parts for count in part[:2]])
        if told["waiting"] != both[0] or (told["median"] is not None and (both[1] or both[2] < 50)):
            touched |= {(month, code, place) for code in services for place in (0, 1)}
        within = by_rule([part[0] for part in parts])[2]
        if told["percent"] is not None and abs(told["percent"] - 100 * within / both[2]) > 0.051:
            touched |= {(month, code, place) for code in services for place in (0, 1)}
    return {key for key in touched if is_small(truth[key[0], key[1]][key[2]])}


def is_small(count):
    return 0 < count < threshold


def drawn_together(told, truth, error):
    """The same figures taken for true sums, `error` away at the most, and one month tied to the next. Gives the hidden counts
    of which one value is left, the right one; how many values are left of the others at the least; sums that cannot be."""
    unknowns, number = Unknowns(), {}
    for month, code in truth:
        for place in range(3):
            number[month, code, place] = unknowns.add(0, 100_000)
    for (month, services), figures in told.items():
        for name, places in (("within_target", (0,)), ("past_target", (1,)), ("completed", (2,)), ("waiting", (0, 1))):
            value, least, most = figures[name], 1, math.inf
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
    together = Release("all together")
    for release in (everybody, file, programs):
        for (month, services), told in release.told.items():
            together.tell(month, services, told)
    judge(not problems, f"{len(problems)} tables or pages tell more than the JSON")
    for release in (everybody, file, programs, together):
        found = unexplained(release, truth)
        luck, fewest, impossible = drawn_together(release.told, truth, rounding // 2)
        for fault in release.faults[:5] + [str(one) for one in sorted(found)[:5]]:
            print(fault)
        judge(not release.faults and not found and luck == 0,
              f"{release.name}: {len(release.told)} lines, {len(hidden)} hidden counts, {len(found) + luck} recovered "
              f"(all sums drawn together leave {fewest} values or more; {impossible} sums cannot be)")
    for problem in problems[:5]:
        print(problem)
    planted = Release("control")
    planted.told = without_secondary(together, truth)
    recovered, _, _ = drawn_together(planted.told, truth, 0)
    judge(recovered > len(hidden) // 10, f"control, each table hides its own small counts only: {recovered} of {len(hidden)} recovered")
    judge(len(unexplained(planted, truth)) > 0, "control, sums of true counts are told apart from the rule's")
    print(f"{len(hidden)} hidden counts, 0 recovered" if failed == 0 else f"{len(hidden)} hidden counts, some recovered")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
