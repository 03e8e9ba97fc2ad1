"""
Writes a model that XGBoost fitted, turned into LightGBM's text (model.txt), and what XGBoost says of rows (figures.txt): scores, contributions and interactions of features, and by
scikit-learn its partial dependence. The first
line of the figures names the version. With squared errors its cover is the number of rows, as in LightGBM. It splits at "below" where LightGBM splits at "up to": a threshold becomes
the next smaller float. XGBoost computes in floats.
"""
import json, pathlib
import numpy, sklearn, xgboost
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import partial_dependence

FOLDER = pathlib.Path(__file__).parent
random = numpy.random.default_rng(41)
n, d = 1500, 5
x = random.normal(size=(n, d)).astype(numpy.float32)
x[random.random(x.shape) < 0.07] = numpy.nan
known = numpy.nan_to_num(x)
y = known[:, 0] * known[:, 1] + numpy.where(known[:, 2] > 0, known[:, 3], -known[:, 0]) + 0.5 * known[:, 4] + numpy.isnan(x[:, 2])
model = xgboost.train({"max_depth": 4, "eta": 0.3, "base_score": 0, "objective": "reg:squarederror", "nthread": 1, "tree_method": "exact", "seed": 1}, xgboost.DMatrix(x, y), 5)


def tree_text(index, root):
    inner, leaves, lines = [], [], {}

    def number(node):
        if "leaf" in node:
            leaves.append(node)
            return -len(leaves)
        place = len(inner)
        inner.append([node, 0, 0])
        children = {child["nodeid"]: child for child in node["children"]}
        inner[place][1] = number(children[node["yes"]])
        inner[place][2] = number(children[node["no"]])
        return place

    number(root)
    below = [repr(float(numpy.nextafter(numpy.float32(node["split_condition"]), numpy.float32(-numpy.inf)))) for node, _, _ in inner]
    fields = {
        "num_leaves": [len(leaves)], "num_cat": [0], "split_feature": [int(node["split"][1:]) for node, _, _ in inner], "split_gain": [node["gain"] for node, _, _ in inner],
        "threshold": below, "decision_type": [8 + (2 if node["missing"] == node["yes"] else 0) for node, _, _ in inner],
        "left_child": [left for _, left, _ in inner], "right_child": [right for _, _, right in inner],
        "leaf_value": [repr(leaf["leaf"]) for leaf in leaves], "leaf_weight": [leaf["cover"] for leaf in leaves], "leaf_count": [int(leaf["cover"]) for leaf in leaves],
        "internal_value": [0] * len(inner), "internal_weight": [node["cover"] for node, _, _ in inner], "internal_count": [int(node["cover"]) for node, _, _ in inner],
        "is_linear": [0], "shrinkage": [1],
    }
    return f"Tree={index}\n" + "".join(f"{name}={' '.join(map(str, values))}\n" for name, values in fields.items()) + "\n\n"


def line(name, values):
    return name + " " + " ".join(f"{float(value):.9g}" for value in numpy.ravel(values))


trees = [tree_text(index, json.loads(text)) for index, text in enumerate(model.get_dump(with_stats=True, dump_format="json"))]
names = " ".join(f"Column_{feature}" for feature in range(d))
header = (f"tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx={d - 1}\nobjective=regression\nfeature_names={names}\n"
          f"feature_infos={' '.join(['[-9:9]'] * d)}\ntree_sizes={' '.join(str(len(text) - 1) for text in trees)}\n\n")
(FOLDER / "model.txt").write_text(header + "".join(trees) + "end of trees\n")
test = xgboost.DMatrix(x[:40])


class Fitted(RegressorMixin, BaseEstimator):
    def fit(self, rows, labels):
        self.fitted_ = True
        return self

    def predict(self, rows): return model.predict(xgboost.DMatrix(rows)).astype(float)


rows = known[:40]
curve = partial_dependence(Fitted().fit(rows, None), rows, [1], grid_resolution=100, method="brute", kind="average")
(FOLDER / "figures.txt").write_text("\n".join([
    f"# XGBoost {xgboost.__version__}, scikit-learn {sklearn.__version__}, NumPy {numpy.__version__}", line("x", x[:40]), line("scores", model.predict(test)),
    line("contributions", model.predict(test, pred_contribs=True)), line("interactions", model.predict(test, pred_interactions=True)),
    line("rows", rows), line("partialValues", curve["values"][0]), line("partial", curve["average"][0]),
]) + "\n")
