"""
Writes figures.txt beside this script: rules and measures by mlxtend (0.25.0 made the committed ones), one-sided Fisher tests by scipy (1.10.1), Benjamini and
Hochberg's correction over all of them by statsmodels (0.13.5). Baskets (rows of `bought`) are drawn with numpy's
seed 42. A rule: both sides as bits, joint count, support, confidence, lift, leverage, conviction, p, corrected p.
"""
import pathlib
import mlxtend, numpy, pandas, scipy, statsmodels
from mlxtend.frequent_patterns import association_rules, fpgrowth
from scipy.stats import fisher_exact
from statsmodels.stats.multitest import multipletests

random = numpy.random.default_rng(42)
out = open(pathlib.Path(__file__).parent / "figures.txt", "w")
out.write(f"# make.py, mlxtend {mlxtend.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}\n")


def put(name, values):
    out.write(f"{name} {' '.join('%.12g' % value for value in numpy.ravel(values))}\n")


def bits(items):
    return sum(1 << item for item in items)


n, items = 120, 7
bought = random.random((n, items)) < [0.5, 0.4, 0.45, 0.3, 0.25, 0.6, 0.2]
bought[:, 1] |= bought[:, 0] & (random.random(n) < 0.5)
bought[:, 4] &= ~bought[:, 5] | (random.random(n) < 0.4)
put("bought", bought)

frequent = fpgrowth(pandas.DataFrame(bought), min_support=12 / n)
rules = association_rules(frequent, metric="confidence", min_threshold=0.3)
counts = [[round(rule[column] * n) for column in ("support", "antecedent support", "consequent support")] for _, rule in rules.iterrows()]
p = [fisher_exact([[joint, left - joint], [right - joint, n - left - right + joint]], alternative="greater")[1] for joint, left, right in counts]
adjusted = multipletests(p, method="fdr_bh")[1]
put("rules", [[bits(rule["antecedents"]), bits(rule["consequents"]), count[0]] + [rule[column] for column in ("support", "confidence", "lift", "leverage", "conviction")] + [one, corrected]
              for (_, rule), count, one, corrected in zip(rules.iterrows(), counts, p, adjusted)])

# Tables far from independence, where terms of the distribution vanish: total, left, right, joint, p.
tables = [(100_000, 50_000, 50_000, 10_000), (100_000, 50_000, 90_000, 40_500), (20_000, 900, 1_200, 40), (1_000_000, 3_000, 2_500, 30), (1_000_000, 400_000, 500_000, 201_000)]
put("tables", [(*table, scipy.stats.hypergeom.sf(table[3] - 1, *table[:3])) for table in tables])
out.close()
