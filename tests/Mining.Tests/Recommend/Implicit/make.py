"""
Writes figures.txt beside this script: implicit ALS by the reference solver of the package implicit (0.7.3), likeness of items and ranking measures by
scikit-learn (1.2.1). The first item vectors and the interactions are drawn with numpy's seed 42 and stored, so that both programs start alike.
"""
import pathlib, sys
import numpy, scipy.sparse, sklearn
from sklearn.metrics import ndcg_score
from sklearn.metrics.pairwise import cosine_similarity, pairwise_distances

# The package's compiled kernels are not needed: its solver in Python (the argument is a clone of the repository) is the one whose source shows the equations.
source = (pathlib.Path(sys.argv[1]) / "implicit" / "cpu" / "als.py").read_text()
start = source.index("def least_squares(")
parts = {"np": numpy, "nonzeros": lambda matrix, row: zip(matrix.indices[matrix.indptr[row]:matrix.indptr[row + 1]], matrix.data[matrix.indptr[row]:matrix.indptr[row + 1]])}
exec(source[start:source.index("def least_squares_cg(")], parts)

random = numpy.random.default_rng(42)
users, items, factors, alpha, penalty = 14, 9, 3, 5.0, 0.3
weights = (random.random((users, items)) < 0.35) * random.integers(1, 5, (users, items)).astype(float)
item_vectors = random.normal(size=(items, factors)).round(3)
out = open(pathlib.Path(__file__).parent / "figures.txt", "w")
out.write(f"# make.py, implicit 0.7.3, numpy {numpy.__version__}, scikit-learn {sklearn.__version__}\n")


def put(name, values):
    out.write(f"{name} {' '.join('%.15g' % value for value in numpy.ravel(values))}\n")


put("weights", weights)
put("start", item_vectors)
confidence = scipy.sparse.csr_matrix(numpy.where(weights > 0, 1 + alpha * weights, 0))
user_vectors = numpy.zeros((users, factors))
vectors = item_vectors.copy()
for _ in range(4):
    parts["least_squares"](confidence, user_vectors, vectors, penalty)
    parts["least_squares"](confidence.T.tocsr(), vectors, user_vectors, penalty)
parts["least_squares"](confidence, user_vectors, vectors, penalty)
put("als.users", user_vectors)
put("als.items", vectors)

cosine = cosine_similarity(weights.T)
jaccard = 1 - pairwise_distances((weights > 0).T, metric="jaccard")
put("cosine", cosine)
put("jaccard", jaccard)

# Rankings of ten items at rank 4, yes or no; the measure of all is the mean over users.
scores, taken = random.random((30, 10)).round(6), random.random((30, 10)) < 0.25
taken[taken.sum(1) == 0, 0] = True
put("scores", scores)
put("taken", taken)
put("ndcg", ndcg_score(taken, scores, k=4))
top = numpy.argsort(-scores, axis=1)[:, :4]
hits = numpy.take_along_axis(taken, top, 1)
put("hitrate.recall.coverage", [hits.any(1).mean(), (hits.sum(1) / taken.sum(1)).mean(), len(numpy.unique(top)) / 10])
out.close()
