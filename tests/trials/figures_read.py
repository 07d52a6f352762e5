"""What the public, a file reader and a program may read of a demo's figures, and the truth of them."""
import itertools

cells = ("within_target", "past_target", "completed")
figures = (("within_target", (0,)), ("past_target", (1,)), ("completed", (2,)), ("waiting", (0, 1)))
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

    def tell(self, month, services, shown):
        if not services:
            return
        before = self.told.setdefault((month, services), shown)
        if before != shown:
            self.faults.append(f"{self.name}: two answers about the same of {month} differ: {before} {shown}")

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
