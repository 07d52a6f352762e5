"""The rule for small numbers, written a second time: what answers are to be, from true counts (docs/small-numbers.md)."""
import itertools

threshold, rounding, stands_for = 8, 5, 3  # of the built-in audiences


def is_small(count):
    return 0 < count < threshold


def rounded(number):
    return (number + rounding // 2) // rounding * rounding


class Rule:
    """The rule, written a second time: what it makes of true counts."""

    def __init__(self, truth, places):
        self.truth, self.services, self.families = truth, places.services, {}
        for (month, code), counts in truth.items():
            for place, count in enumerate(counts):
                if is_small(count):
                    family = self.families.setdefault((month, places.services[code]["pathway"], place), [])
                    family.append(count)
        self.told = {key: told_sum(sum(counts), len(counts)) for key, counts in self.families.items()}

    def figure(self, month, services, places):
        """The figure; how many hidden counts are in it; its sum before it is rounded."""
        known, guessed, hidden = 0, 0, {}
        for code, place in itertools.product(services, places):
            count = self.truth[month, code][place]
            if is_small(count):
                family = month, self.services[code]["pathway"], place
                hidden[family] = hidden.get(family, 0) + 1
            else:
                known += rounded(count)
        for family, number in hidden.items():
            told, all_of_them = self.told[family], len(self.families[family])
            if told is not None and number == all_of_them:
                known += told
            else:
                guessed += number * stands_for
        is_hidden = hidden and (known == 0 or guessed > known)
        return None if is_hidden else rounded(known + guessed), sum(hidden.values()), known + guessed

    def least_left(self):
        """Of how many values a hidden count can be at the least, with what is told of its family."""
        fewest = threshold - 1
        for key, counts in self.families.items():
            number, sums = len(counts), range(len(counts), (threshold - 1) * len(counts) + 1)
            alike = [one for one in sums if told_sum(one, number) == self.told[key]]
            left = [value for value in range(1, threshold)
                    if any(number - 1 <= one - value <= (threshold - 1) * (number - 1) for one in alike)]
            fewest = min(fewest, len(left))
        return fewest


def told_sum(total, number):
    """What is told of the sum of so many hidden counts, so that each can still be 1 and threshold - 1."""
    multiples = [one for one in range(0, threshold * (number + 1), rounding)
                 if one + (rounding - 1 - rounding // 2) >= threshold - 1 + number - 1
                 and one - rounding // 2 <= 1 + (threshold - 1) * (number - 1)]
    return min(max(rounded(total), multiples[0]), multiples[-1]) if multiples else None
