"""
Writes figures.txt beside this script: the points of the Qini curve and of the uplift curve by scikit-uplift (0.5.1 made the committed ones) and their areas by
numpy's trapezoids, on 90 customers drawn with seed 42, with ties among the predictions. scikit-uplift counts in rows and adds up effects; the project divides by the
rows (uplift) and by the treated (Qini), see UpliftCurve.
"""
import pathlib
import numpy, sklift
from sklift.metrics import qini_curve, uplift_by_percentile, uplift_curve

random = numpy.random.default_rng(42)
n = 90
treated = (random.random(n) < 0.45).astype(int)
prediction = random.normal(size=n).round(1)
outcome = (random.random(n) < 0.35 + treated * 0.15 * prediction).astype(int)
out = open(pathlib.Path(__file__).parent / "figures.txt", "w")
out.write(f"# make.py, scikit-uplift {sklift.__version__}, numpy {numpy.__version__}\n")


def put(name, values):
    out.write(f"{name} {' '.join('%.15g' % value for value in numpy.ravel(values))}\n")


put("treated", treated)
put("prediction", prediction)
put("outcome", outcome)
for name, curve, unit in (("qini", qini_curve, n * treated.sum()), ("uplift", uplift_curve, n * n)):
    rows, effects = curve(outcome, prediction, treated)
    put(f"{name}.area", numpy.trapz(effects, rows) / unit)
    put(f"{name}.end", effects[-1] * n / unit)
# Bands need a strict order.
strict = prediction + numpy.linspace(0, 0.01, n)
put("strict", strict)
table = uplift_by_percentile(outcome, strict, treated, bins=3, strategy="overall")
put("bands.treated", table["n_treatment"])
put("bands.others", table["n_control"])
put("bands.effect", table["uplift"])
out.close()
