"""
Writes figures.txt beside this script: BG/NBD with two covariates after Fader and Hardie (2007), "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD
models", written out here with numpy and maximised by scipy (1.10.1): no package of the kind is to be had without a compiler. 400 customers and covariates are drawn with seed 43.
"""
import pathlib
import numpy, scipy
from scipy.optimize import minimize
from scipy.special import betaln, gammaln

folder = pathlib.Path(__file__).parent
random = numpy.random.default_rng(43)
count = 400
z = numpy.column_stack([random.integers(0, 2, count), random.normal(size=count).round(1)])
age = random.uniform(25, 39, count).round(1)
rate = random.gamma(0.8, 1 / (4 * numpy.exp(-0.6 * z[:, 0])))
leave = random.beta(0.8, 1.6 * numpy.exp(0.5 * z[:, 1]))
x, recency = numpy.zeros(count), numpy.zeros(count)
for row in range(count):
    time = random.exponential(1 / rate[row])
    while time <= age[row]:
        x[row], recency[row] = x[row] + 1, min(round(time, 1), age[row])
        if random.random() < leave[row]:
            break
        time += random.exponential(1 / rate[row])


def loss(point):
    """alpha = alpha0 exp(-g1 z), a = a0 exp(g2 z), b = b0 exp(g3 z)."""
    r, alpha0, a0, b0 = numpy.exp(point[:4])
    alpha, a, b = alpha0 * numpy.exp(-z @ point[4:6]), a0 * numpy.exp(z @ point[6:8]), b0 * numpy.exp(z @ point[8:10])
    common = gammaln(r + x) - gammaln(r) + r * numpy.log(alpha)
    stays = betaln(a, b + x) - betaln(a, b) - (r + x) * numpy.log(alpha + age)
    left = numpy.where(x > 0, betaln(a + 1, b + numpy.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * numpy.log(alpha + recency), -numpy.inf)
    return -(common + numpy.logaddexp(stays, left)).sum()


point = numpy.concatenate([numpy.log([0.6, 5, 1, 4]), numpy.zeros(6)])
for method in ("BFGS", "Nelder-Mead", "BFGS", "Nelder-Mead", "BFGS"):
    point = minimize(loss, point, method=method, options={"maxiter": 40000} | ({"xatol": 1e-10, "fatol": 1e-12, "maxfev": 40000, "adaptive": True} if method == "Nelder-Mead" else {"gtol": 1e-9})).x
with open(folder / "figures.txt", "w") as out:
    out.write(f"# make.py, scipy {scipy.__version__}, numpy {numpy.__version__}\n")
    for name, values in (("frequency", x), ("recency", recency), ("T", age), ("z", z), ("r", numpy.exp(point[:1])), ("alpha.a.b", numpy.exp(point[1:4])), ("rate", point[4:6]), ("leave", point[6:8]), ("stay", point[8:10]), ("likelihood", [-loss(point)])):
        out.write(f"{name} {' '.join('%.10g' % value for value in numpy.ravel(values))}\n")
