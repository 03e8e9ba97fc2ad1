"""
Writes figures.txt beside this script: raw scores after some trees that LightGBM fits to generated rows, one line an objective, with and without weights. Its first line names the version.
Few distinct values, so that both programs cut the same bins; no penalty; lambdarank_norm off, as the engine follows Burges (2010).
"""
import pathlib
import lightgbm, numpy

random = numpy.random.default_rng(23)
n = 240
x = numpy.column_stack([random.integers(0, 12, n), random.integers(-5, 6, n), random.integers(0, 30, n), random.integers(0, 7, n)]).astype(float)
x[random.random(n) < 0.1, 1] = numpy.nan
sum_ = 0.15 * x[:, 0] - 0.2 * numpy.nan_to_num(x[:, 1], nan=4) + 0.02 * x[:, 2] * (x[:, 3] > 3)
weights = random.integers(1, 5, n) / 2
groups = [30] * 8
labels = {
    "binary": (sum_ + random.logistic(size=n) > 1).astype(float),
    "multiclass": numpy.digitize(sum_ + random.normal(size=n), [0.5, 1.8]).astype(float),
    "regression": (sum_ * 16 + random.normal(size=n) * 8).round() / 16,
    "poisson": random.poisson(numpy.exp(sum_ * 0.6)).astype(float),
    "tweedie": (random.poisson(numpy.exp(sum_ * 0.5)) * random.gamma(2, 1, n) * 8).round() / 8,
    "lambdarank": numpy.clip((sum_ + random.normal(size=n)).round(), 0, 4),
}
more = {"multiclass": {"num_class": 3}, "tweedie": {"tweedie_variance_power": 1.3}, "lambdarank": {"lambdarank_truncation_level": 10, "lambdarank_norm": False}}
cases = {
    "": {},
    "Penalised": {"lambda_l1": 0.2, "lambda_l2": 3, "max_depth": 3, "min_gain_to_split": 0.05},
    "Monotone": {"monotone_constraints": [1, -1, 0, 1], "monotone_constraints_method": "basic"},
}


def line(name, values):
    return name + " " + " ".join(f"{float(value):.10g}" for value in numpy.ravel(values))


lines = [f"# LightGBM {lightgbm.__version__}, NumPy {numpy.__version__}", line("x", x), line("weights", weights), line("groups", groups)]
for objective, y in labels.items():
    lines.append(line(f"{objective}Labels", y))
    for case, settings in cases.items():
        if case and objective not in ("binary", "regression"): continue
        for weighted in (False, True):
            if weighted and case: continue
            data = lightgbm.Dataset(x, y, weight=weights if weighted else None, group=groups if objective == "lambdarank" else None, params={"min_data_in_bin": 1})
            model = lightgbm.train({
                "objective": objective, "num_leaves": 6, "learning_rate": 0.2, "min_data_in_leaf": 1, "min_sum_hessian_in_leaf": 0.5 if objective == "lambdarank" else 6, "verbose": -1, "num_threads": 1, "deterministic": True, "min_data_in_bin": 1,
                **more.get(objective, {}), **settings}, data, 4)
            lines.append(line(f"{objective}{case}{'Weighted' if weighted else ''}", model.predict(x[:80], raw_score=True)))
pathlib.Path(__file__).with_name("figures.txt").write_text("\n".join(lines) + "\n")
