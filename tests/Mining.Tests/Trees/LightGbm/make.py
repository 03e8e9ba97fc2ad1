"""
Writes the models and figures beside this script with LightGBM's own Python package (4.6.0 made the committed ones). A line of figures: six values
of a row, its raw score a class, its SHAP contributions and their base a class.
"""
import lightgbm, numpy, pathlib

FOLDER = pathlib.Path(__file__).parent
CASES = {
    "missing-nan": {"objective": "binary"},
    "missing-zero": {"objective": "regression", "zero_as_missing": True},
    "missing-none": {"objective": "regression", "use_missing": False},
    "classes": {"objective": "multiclass", "num_class": 3},
}


def rows(random, count):
    x = random.normal(size=(count, 6)).astype(numpy.float32)
    x[random.random(x.shape) < 0.08] = numpy.nan
    x[random.random(x.shape) < 0.08] = 0
    x[:, 4] = random.integers(0, 40, count)   # categories
    x[:, 5] = random.integers(0, 3, count)
    return x


def odd(x, random):
    """Values that training never saw, where the format has rules of its own."""
    x[:8, 0] = [1e-36, -1e-36, 0, numpy.nan, 3e38, -3e38, 1e-35, numpy.inf]
    x[:8, 4] = [-1, 41, 1e9, numpy.nan, 3.7, -0.5, 31, 32]
    return x


random = numpy.random.default_rng(11)
x = rows(random, 4000)
test = odd(rows(random, 60), random)
filled = numpy.nan_to_num(x.astype(float))
signal = filled[:, 0] * (x[:, 4] % 3 - 1) + numpy.isnan(x[:, 1]) * 2 + filled[:, 2] * filled[:, 3] + (x[:, 5] == 1) + random.normal(size=len(x)) * 0.3
for name, settings in CASES.items():
    y = signal
    if settings["objective"] == "binary": y = signal > 0.5
    if settings["objective"] == "multiclass": y = numpy.digitize(signal, [0, 1])
    data = lightgbm.Dataset(x, y, categorical_feature=[4, 5])
    model = lightgbm.train({**settings, "num_leaves": 15, "learning_rate": 0.3, "verbose": -1, "num_threads": 1, "max_bin": 63}, data, 6)
    model.save_model(FOLDER / f"{name}.model.txt")
    columns = [test.astype(float), model.predict(test, raw_score=True).reshape(len(test), -1), model.predict(test, pred_contrib=True).reshape(len(test), -1)]
    with open(FOLDER / f"{name}.figures.txt", "w") as file:
        for row in numpy.hstack(columns): file.write(" ".join(repr(float(value)).replace("inf", "Infinity") for value in row) + "\n")
