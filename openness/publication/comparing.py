"""Two texts side by side: paragraphs first, then the words of those that changed, neighbouring changes as one."""
import re
from dataclasses import dataclass, field
from typing import NamedTuple

import rjieba
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

ALIKE = 45                  # of 100: below it two paragraphs are one removed and one added, not one changed
MOST_PAIRS = 4_000         # comparisons of paragraphs within one changed stretch; beyond it they pair in their order
LONGEST = 8_000             # characters of one changed stretch that are compared by words
SHORTEST = 2                # characters that must stand unchanged between two changes, lest the text be shredded


_CLAUSE = re.compile(r"[^，。；：！？,;]*[，。；：！？,;]?", re.DOTALL)


class Run(NamedTuple):
    text: str
    changed: bool


@dataclass
class Row:
    """One paragraph of each side; kind is same, changed, removed (no right side) or added (no left side)."""
    kind: str
    left: list[Run] = field(default_factory=list)
    right: list[Run] = field(default_factory=list)


@dataclass
class Comparison:
    rows: list[Row]

    @property
    def places(self):
        """How many stretches of paragraphs differ."""
        kinds = ["same", *(row.kind for row in self.rows)]
        return sum(now != "same" and before == "same" for before, now in zip(kinds, kinds[1:], strict=False))

    @property
    def added(self):
        return sum(len(run.text) for row in self.rows for run in row.right if run.changed)

    @property
    def removed(self):
        return sum(len(run.text) for row in self.rows for run in row.left if run.changed)


def compare(old: list[str], new: list[str]) -> Comparison:
    """Paragraphs of two texts, in the order in which a reader meets them."""
    rows = []
    for kind, first, last, start, end in _stretches(old, new):
        if kind == "equal":
            rows += [Row("same", [Run(text, False)], [Run(text, False)]) for text in old[first:last]]
        else:
            rows += _changed(old[first:last], new[start:end])
    return Comparison(rows)


def words(old: str, new: str) -> tuple[list[Run], list[Run]]:
    """Two versions of one paragraph as runs, the changed words marked on either side."""
    pieces, left, right = list(_pieces(old, new)), [], []
    for place, (same, gone, come) in enumerate(pieces):
        between = 0 < place < len(pieces) - 1
        stands = same and not (between and len(gone) < SHORTEST)
        _extend(left, gone, not stands)
        _extend(right, come, not stands)
    return left, right


def _pieces(old, new):
    """(same, of the old, of the new): clauses first, since a paragraph may be a whole document, then words."""
    for kind, a, b, c, d in _stretches(before := _CLAUSE.findall(old), after := _CLAUSE.findall(new)):
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if kind == "equal" or max(len(gone), len(come)) > LONGEST:
            yield kind == "equal", gone, come
            continue
        first, second = rjieba.cut(gone), rjieba.cut(come)
        for word, i, j, k, m in Indel.opcodes(first, second):
            yield word == "equal", "".join(first[i:j]), "".join(second[k:m])


def _stretches(old, new):
    """Opcodes with neighbouring deletions and insertions as one stretch."""
    found = []
    for kind, a, b, c, d in Indel.opcodes(old, new):
        if kind != "equal" and found and found[-1][0] != "equal":
            found[-1] = ("changed", found[-1][1], b, found[-1][3], d)
        else:
            found.append(("equal" if kind == "equal" else "changed", a, b, c, d))
    return found


def _changed(old, new):
    """Pairs the paragraphs of a changed stretch in order; what has no likeness stands alone."""
    rows, i, j = [], 0, 0
    for left, right in [*_pairs(old, new), (len(old), len(new))]:
        rows += [Row("removed", [Run(text, True)]) for text in old[i:left]]
        rows += [Row("added", right=[Run(text, True)]) for text in new[j:right]]
        if left < len(old):
            rows.append(Row("changed", *words(old[left], new[right])))
        i, j = left + 1, right + 1
    return rows


def _pairs(old, new):
    """Indices of paragraphs that are versions of each other: the best such pairing that crosses nowhere."""
    if not old or not new:
        return []
    if len(old) * len(new) > MOST_PAIRS:
        return [(n, n) for n in range(min(len(old), len(new))) if fuzz.ratio(old[n], new[n]) >= ALIKE]
    alike = [[fuzz.ratio(before, after, score_cutoff=ALIKE) for after in new] for before in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = alike[i][j] and alike[i][j] + best[i + 1][j + 1]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _extend(runs, text, changed):
    if text and runs and runs[-1].changed == changed:
        runs[-1] = Run(runs[-1].text + text, changed)
    elif text:
        runs.append(Run(text, changed))
