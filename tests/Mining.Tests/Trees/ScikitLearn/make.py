"""
Writes figures.txt beside this script: single trees with their cost-complexity pruning path, and boosting of a quantile, by scikit-learn. Its first line names the versions.
Leaves are limited by rows; every feature is a small whole number, so that thresholds lie in the middle for both programs.
"""
import pathlib
import numpy, sklearn
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

random = numpy.random.default_rng(31)
n = 300
x = random.integers(0, 40, (n, 4)).astype(float)
sum_ = 0.06 * x[:, 0] - 0.05 * x[:, 1] * (x[:, 2] > 15) + 0.01 * x[:, 3]
weights = random.integers(1, 4, n).astype(float)
labels = {
    "gini": numpy.digitize(sum_ + random.normal(size=n) * 0.6, [0, 1.2]),
    "entropy": (sum_ + random.normal(size=n) * 0.6 > 0.5).astype(int),
    "squared_error": ((sum_ + random.normal(size=n) * 0.5) * 64).round() / 64,
}


def line(name, values):
    return name + " " + " ".join(f"{float(value):.12g}" for value in numpy.ravel(values))


lines = [f"# scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}", line("x", x), line("weights", weights)]
for criterion, y in labels.items():
    kind = DecisionTreeRegressor if criterion == "squared_error" else DecisionTreeClassifier
    lines.append(line(f"{criterion}Labels", y))
    for weighted in (False, True):
        key = criterion + ("Weighted" if weighted else "")
        settings = {"criterion": criterion, "min_samples_leaf": 6, "max_depth": 6, "random_state": 0}
        given = weights if weighted else None
        path = kind(**settings).cost_complexity_pruning_path(x, y, sample_weight=given)
        lines += [line(f"{key}Alphas", path.ccp_alphas), line(f"{key}Impurities", path.impurities)]
        pruned = kind(**settings, ccp_alpha=(path.ccp_alphas[-4] + path.ccp_alphas[-3]) / 2).fit(x, y, sample_weight=given)
        answers = pruned.predict(x[:50]) if criterion == "squared_error" else pruned.predict_proba(x[:50])
        lines += [line(f"{key}Pruned", [(path.ccp_alphas[-4] + path.ccp_alphas[-3]) / 2, pruned.get_n_leaves()]), line(f"{key}Answers", answers)]

y = labels["squared_error"]
for weighted in (False, True):
    model = GradientBoostingRegressor(loss="quantile", alpha=0.7, n_estimators=4, learning_rate=0.2, criterion="squared_error", max_depth=None, max_leaf_nodes=6, min_samples_leaf=1 if weighted else 8)
    if weighted: model.set_params(min_weight_fraction_leaf=8 / weights.sum())
    lines.append(line("quantile" + ("Weighted" if weighted else ""), model.fit(x, y, sample_weight=weights if weighted else None).predict(x[:80])))
pathlib.Path(__file__).with_name("figures.txt").write_text("\n".join(lines) + "\n")
