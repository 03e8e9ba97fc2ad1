"""
Writes figures.txt beside this script: what LightGBM says of rows by models that the engine wrote. Its first line names the version. The models are fits of five trees to 900 rows of
TreeData.Binary, seed 71: its labels, three classes and an amount. For each, "rows" has seven values a row; LightGBM's raw scores and contributions follow.
"""
import pathlib
import lightgbm, numpy

FOLDER = pathlib.Path(__file__).parent
random = numpy.random.default_rng(3)
x = numpy.round(random.uniform(-10, 10, (24, 7)), 1).astype(numpy.float32)
x[:, 6] = random.integers(-1, 10, 24)                     # categories, two of them never seen and one below 0
x[random.random(x.shape) < 0.12] = numpy.nan
x[:4, 0] = [0, 1e-36, numpy.inf, -3e38]


def line(name, values):
    return name + " " + " ".join(repr(float(value)).replace("inf", "Infinity").replace("nan", "NaN") for value in numpy.ravel(values))


lines = [f"# LightGBM {lightgbm.__version__}, NumPy {numpy.__version__}", line("rows", x)]
for name in ("binary", "classes", "amounts"):
    model = lightgbm.Booster(model_file=FOLDER / f"{name}.model.txt")
    lines += [line(f"{name}Scores", model.predict(x.astype(float), raw_score=True)), line(f"{name}Contributions", model.predict(x.astype(float), pred_contrib=True))]
(FOLDER / "figures.txt").write_text("\n".join(lines) + "\n")
