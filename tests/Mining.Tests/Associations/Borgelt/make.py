#!/usr/bin/python3
"""Dense baskets with exact dependencies, like a table of board positions: every row has a value of every attribute.
usage: make.py OUT [ROWS 3000] [ATTRIBUTES 37] [SEED 20261122]

The files beside this script, with Borgelt's eclat 5.21 (2019.03.31):
    make.py dense.txt 200 15 7
    eclat -tc -s-40 dense.txt closed-40.txt
    eclat -tm -s-40 dense.txt maximal-40.txt
    eclat -ts -s-40 dense.txt        (writes 4947 sets)
The benchmark's file: make.py dense_3000.dat

A row has 18 hidden traits, each true with its own chance of .55 to .97. An attribute is 0 if all of its one to three traits are true; else it is 1, or 1 or 2 by
one more trait for every fifth attribute; of every third attribute 3 rows in 100 break the rule. So many values follow from others, but not all. Items are numbered from 1, attribute by attribute."""
import random
import sys

TRAITS = 18


def main(out, rows=3000, attributes=37, seed=20261122):
    r = random.Random(int(seed))
    chance = [0.55 + 0.42 * r.random() for _ in range(TRAITS)]
    parts = [[r.randrange(TRAITS) for _ in range(1 + r.randrange(3))] for _ in range(int(attributes))]
    other = [r.randrange(TRAITS) for _ in parts]
    with open(out, "w") as f:
        for _ in range(int(rows)):
            trait = [r.random() < c for c in chance]
            items, first = [], 1
            for a, part in enumerate(parts):
                value = 0 if all(trait[t] for t in part) != (a % 3 == 0 and r.random() < 0.03) else 1 + (a % 5 == 0 and trait[other[a]])
                items.append(first + value)
                first += 2 + (a % 5 == 0)
            f.write(" ".join(map(str, items)) + "\n")


main(*sys.argv[1:])
