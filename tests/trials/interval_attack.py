"""An attacker who takes figures for true counts, rounded: what is left of each hidden count after all sums are drawn together."""
import math


class Unknowns:
    """Whole numbers of which only bounds are known, and sums of them of which the same is known."""

    def __init__(self):
        self.least, self.most, self.sums, self.used = [], [], {}, []

    def add(self, least, most):
        self.least.append(least)
        self.most.append(most)
        self.used.append([])
        return len(self.least) - 1

    def add_sum(self, plus, least, most, minus=()):
        """plus - minus lies within these bounds. The same sum told again narrows the bounds."""
        key = (tuple(sorted(plus)), tuple(sorted(minus)))
        old = self.sums.get(key, (-math.inf, math.inf))
        self.sums[key] = (max(old[0], least), min(old[1], most))

    def draw_together(self, rounds=200_000):
        """Bounds propagation to the end. A sum that cannot be is passed over; gives how many there were."""
        rows = [(key, bounds) for key, bounds in self.sums.items()]
        for number, ((plus, minus), _) in enumerate(rows):
            for one in plus + minus:
                self.used[one].append(number)
        waiting, queued, impossible = list(range(len(rows))), [True] * len(rows), set()
        while waiting and rounds:
            rounds -= 1
            number = waiting.pop()
            queued[number] = False
            (plus, minus), (least, most) = rows[number]
            low = sum(self.least[one] for one in plus) - sum(self.most[one] for one in minus)
            high = sum(self.most[one] for one in plus) - sum(self.least[one] for one in minus)
            if low > most or high < least:
                impossible.add(number)
                continue
            moved = []
            for one in plus:
                moved += self._narrow(one, least - (high - self.most[one]), most - (low - self.least[one]))
            for one in minus:
                moved += self._narrow(one, (low + self.most[one]) - most, (high + self.least[one]) - least)
            for one in moved:
                for other in self.used[one]:
                    if not queued[other]:
                        queued[other] = True
                        waiting.append(other)
        return len(impossible)

    def _narrow(self, one, least, most):
        if max(self.least[one], least) > min(self.most[one], most):
            return []
        before = self.least[one], self.most[one]
        self.least[one] = max(self.least[one], least)
        self.most[one] = min(self.most[one], most)
        return [] if before == (self.least[one], self.most[one]) else [one]
