"""
Writes figures.txt beside this script: clusters of generated rows by scikit-learn, and an assignment by SciPy. Its first line names the versions.
Values are multiples of 1/16, which floats hold exactly.
"""
import pathlib
import numpy, scipy, sklearn
from scipy.optimize import linear_sum_assignment
from sklearn import metrics
from sklearn.cluster import DBSCAN, KMeans
from sklearn.mixture import GaussianMixture

random = numpy.random.default_rng(9)
n, d, k = 200, 3, 4
centres = random.uniform(-6, 6, (k, d))
x = (centres[random.integers(0, k, n)] + random.normal(size=(n, d)) * random.uniform(0.7, 1.6, d)) * [1, 2, 0.5]
x = numpy.round(x * 16) / 16


def line(name, values):
    return name + " " + " ".join(f"{float(value):.17g}" for value in numpy.ravel(values))


start = x[:k]
means = KMeans(k, init=start, n_init=1, tol=1e-4, max_iter=300, algorithm="lloyd").fit(x)
dense = DBSCAN(eps=1.5, min_samples=5).fit_predict(x)
cores = set(DBSCAN(eps=1.5, min_samples=5).fit(x).core_sample_indices_)
lines = [
    f"# scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}, NumPy {numpy.__version__}",
    line("x", x), line("kMeansCenters", means.cluster_centers_), line("kMeansLabels", means.labels_), line("kMeans", [means.inertia_, means.n_iter_]),
    line("dbscan", dense), line("dbscanCore", [row in cores for row in range(n)]),
    line("silhouette", [metrics.silhouette_score(x, means.labels_), metrics.silhouette_score(x[dense >= 0], dense[dense >= 0])]),
    line("daviesBouldin", [metrics.davies_bouldin_score(x, means.labels_), metrics.davies_bouldin_score(x[dense >= 0], dense[dense >= 0])]),
]
for kind in ("full", "diag"):
    mixture = GaussianMixture(3, covariance_type=kind, tol=1e-13, reg_covar=1e-12, max_iter=5000, random_state=1).fit(x)   # two of the four blobs lie together
    order = numpy.argsort(mixture.means_[:, 0])
    covariances = mixture.covariances_ if kind == "full" else numpy.array([numpy.diag(variances) for variances in mixture.covariances_])
    lines += [
        line(f"{kind}Weights", mixture.weights_[order]), line(f"{kind}Means", mixture.means_[order]), line(f"{kind}Covariances", covariances[order]),
        line(f"{kind}LogLikelihood", mixture.score(x)), line(f"{kind}Shares", mixture.predict_proba(x)[:5][:, order]),
    ]
for case, (rows, columns) in enumerate([(6, 9), (8, 5)]):
    costs = random.integers(-20, 20, (rows, columns))
    lines += [line(f"costs{case}", costs), line(f"cost{case}", costs[linear_sum_assignment(costs)].sum())]
pathlib.Path(__file__).with_name("figures.txt").write_text("\n".join(lines) + "\n")
