"""
Writes figures.txt beside this script: measures of generated scores by scikit-learn, tests of drift by SciPy. Its first line names the versions.
"""
import pathlib
import numpy
import scipy, scipy.stats, sklearn
from sklearn import metrics
from sklearn.calibration import calibration_curve

random = numpy.random.default_rng(7)
n = 150
labels = random.integers(0, 2, n)
scores = numpy.round(numpy.clip(random.beta(2, 2, n) * 0.7 + 0.3 * labels * random.random(n), 0.001, 0.999), 2)   # rounded: many ties
scores[:2] = [0, 1]                                                                                                  # certain, and wrong once
labels[:2] = [1, 1]
grades = random.integers(0, 5, n)
amounts = (random.gamma(2, 3, n) + 0.25).round(2).astype(numpy.float32).astype(float)
predictions = numpy.round(amounts * random.lognormal(0, 0.4, n), 3)
counts = random.poisson(predictions)
groups = [40, 1, 60, 49]
starts = numpy.cumsum([0] + groups)


def ndcg(cutoff):
    return [float(metrics.ndcg_score([2.0 ** grades[a:b] - 1], [scores[a:b]], k=cutoff)) for a, b in zip(starts, starts[1:]) if b - a > 1]


def drift(case, first, second):
    test = scipy.stats.ks_2samp(first, second, method="exact" if len(first) * len(second) <= 10000 else "asymp")
    return [line(f"drift{case}First", first), line(f"drift{case}Second", second), line(f"drift{case}", [test.statistic, test.pvalue])]


def line(name, values):
    return name + " " + " ".join(repr(float(value)) for value in numpy.ravel(values))


chi = scipy.stats.chi2_contingency([[31, 8, 60, 12], [22, 19, 41, 30]], correction=False)
lines = [
    f"# scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {numpy.__version__}",
    line("scores", scores), line("labels", labels), line("grades", grades), line("groups", groups),
    line("predictions", predictions), line("amounts", amounts), line("counts", counts),
    line("auc", metrics.roc_auc_score(labels, scores)),
    line("averagePrecision", metrics.average_precision_score(labels, scores)),
    line("logLoss", metrics.log_loss(labels, scores, eps=1e-15)),
    line("brier", metrics.brier_score_loss(labels, scores)),
    line("separation", scipy.stats.ks_2samp(scores[labels == 1], scores[labels == 0]).statistic),
    line("ndcg", ndcg(None)), line("ndcg5", ndcg(5)),
    line("mae", metrics.mean_absolute_error(amounts, predictions)),
    line("rmse", metrics.mean_squared_error(amounts, predictions, squared=False)),
    line("poisson", metrics.mean_poisson_deviance(counts, predictions)),
    line("gamma", metrics.mean_gamma_deviance(amounts, predictions)),
    line("pinball", metrics.mean_pinball_loss(amounts, predictions, alpha=0.8)),
    line("chiSquare", chi[:2]),
    line("adjustedRand", metrics.adjusted_rand_score(grades, labels)),
]
for case, (a, b) in enumerate([(60, 70), (7, 11), (130, 140)]): lines += drift(case, random.normal(size=a), random.normal(0.3, 1.1, size=b))   # no ties: SciPy's exact test knows none
centres = (numpy.arange(n) % 10 + 0.05 + 0.9 * random.random(n)) / 10                                                # none on the edge of a bin
share, mean = calibration_curve(labels, centres, n_bins=10)
lines += [line("spread", centres), line("reliabilityObserved", share), line("reliabilityPredicted", mean)]
pathlib.Path(__file__).with_name("figures.txt").write_text("\n".join(lines) + "\n")
