"""
Writes figures.txt beside this script: statsmodels' fits, standard errors and intervals of the rows in ../R/figures.txt. Its first line names the versions.
Its covariance for Gamma and Gaussian uses Pearson's dispersion over the degrees of freedom, as R's.
"""
import pathlib
import numpy, statsmodels
import statsmodels.api as sm

FOLDER = pathlib.Path(__file__).parent
rows = {}
for text in (FOLDER.parent / "R" / "figures.txt").read_text().splitlines():
    name, *values = text.split(" ")
    if name != "#": rows[name] = numpy.array([float(value) for value in values])
x = sm.add_constant(rows["x"].reshape(-1, 5))
families = {"gaussian": sm.families.Gaussian(), "binomial": sm.families.Binomial(), "poisson": sm.families.Poisson(), "Gamma": sm.families.Gamma(sm.families.links.log())}


def line(name, values):
    return name + " " + " ".join(repr(float(value)) for value in numpy.ravel(values))


lines = [f"# statsmodels {statsmodels.__version__}, NumPy {numpy.__version__}"]
for name, family in families.items():
    fit = sm.GLM(rows[name + "Labels"], x, family=family).fit(tol=1e-14, maxiter=200)
    lines += [line(name, fit.params), line(name + "Errors", fit.bse), line(name + "Intervals", fit.conf_int()), line(name + "Means", fit.fittedvalues[:10])]
(FOLDER / "figures.txt").write_text("\n".join(lines) + "\n")
