"""
Writes figures.txt beside this script: isotonic regression by scikit-learn, Platt's scaling and beta calibration as logistic regressions by statsmodels. Its first line names the
versions. Beta calibration (Kull, Silva Filho and Flach 2017) is logistic regression on ln p and -ln(1 - p); Platt's targets are (n1 + 1) / (n1 + 2) and 1 / (n0 + 2).
"""
import pathlib
import numpy, scipy.special, sklearn, statsmodels
import statsmodels.api as sm
from sklearn.isotonic import IsotonicRegression

random = numpy.random.default_rng(17)
n = 120
margins = numpy.round(random.normal(0.3, 1.6, n), 1)                                    # ties
labels = (random.random(n) < 1 / (1 + numpy.exp(-(0.6 * margins - 0.4)))).astype(float)
isotonic = IsotonicRegression(out_of_bounds="clip").fit(margins, labels)
probes = numpy.linspace(-6, 6, 49)
ones = labels.sum()
targets = numpy.where(labels == 1, (ones + 1) / (ones + 2), 1 / (n - ones + 2))
platt = sm.GLM(targets, sm.add_constant(margins), family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200)
low, high = scipy.special.log_expit(margins), -scipy.special.log_expit(-margins)         # ln p, -ln(1 - p)


def line(name, values):
    return name + " " + " ".join(repr(float(value)) for value in numpy.ravel(values))


beta = sm.GLM(targets, sm.add_constant(numpy.column_stack([low, high])), family=sm.families.Binomial()).fit(tol=1e-14, maxiter=200)
pathlib.Path(__file__).with_name("figures.txt").write_text("\n".join([
    f"# scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}, SciPy {scipy.__version__}, NumPy {numpy.__version__}",
    line("margins", margins), line("labels", labels), line("probes", probes), line("isotonic", isotonic.predict(probes)),
    line("platt", platt.params), line("beta", beta.params),
]) + "\n")
