"""
Writes figures.txt beside this script: fourfold tables with two-sided Fisher tests by scipy (1.10.1), corrected p-values and Woolf's intervals of odds ratios by statsmodels
(0.13.5). A table, nine numbers: marked with the pattern, marked, others with it, others, p, corrected p, odds ratio, low and high end (0 where a cell is empty: statsmodels adds no half).
"""
import pathlib
import numpy, scipy, statsmodels
from scipy.stats import fisher_exact
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.multitest import multipletests

random = numpy.random.default_rng(42)
marked, others = 60, 140
with_pattern = [(int(random.binomial(marked, p)), int(random.binomial(others, q))) for p, q in random.uniform(0.02, 0.6, (24, 2))] + [(0, 9), (20, 0), (60, 140), (15, 35)]
tables = [numpy.array([[a, marked - a], [b, others - b]]) for a, b in with_pattern]
p = [fisher_exact(table)[1] for table in tables]
with open(pathlib.Path(__file__).parent / "figures.txt", "w") as out:
    out.write(f"# make.py, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}\n")
    rows = []
    for (a, b), table, one, corrected in zip(with_pattern, tables, p, multipletests(p, method="fdr_bh")[1]):
        odds = [0, 0, 0] if (table == 0).any() else [Table2x2(table).oddsratio, *Table2x2(table).oddsratio_confint()]
        rows += [a, marked, b, others, one, corrected, *odds]
    out.write("tables " + " ".join("%.12g" % value for value in rows) + "\n")
