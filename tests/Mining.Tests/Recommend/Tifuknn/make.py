"""
Writes figures.txt beside this script: scores of TIFU-kNN by its authors' code (HaojiHu/TIFUKNN of 4 May 2021; the argument is a clone). Customers are drawn with numpy's seed 42
and have six baskets each. The code has a fixed number of groups and decays within the whole history; with as many groups as baskets and no decay within, it is the paper's
formula with one basket a group, where both agree.
"""
import pathlib, sys
import numpy, sklearn
from sklearn.neighbors import NearestNeighbors

source = (pathlib.Path(sys.argv[1]) / "TIFUKNN.py").read_text()
code = {"np": numpy, "NearestNeighbors": NearestNeighbors}
for name in ("KNN", "group_history_list", "temporal_decay_sum_history", "merge_history"):
    start = source.index(f"def {name}(")
    exec(source[start:source.index("\ndef ", start)], code)

random = numpy.random.default_rng(42)
items, baskets, decay, neighbours, own = 10, 6, 0.7, 4, 0.6
bought = random.random((26, baskets, items)) < random.beta(0.6, 1.6, (26, 1, items))
bought[:, :, 0] |= bought.sum(2) == 0
histories = {customer: [[-1]] + [list(numpy.flatnonzero(basket)) for basket in bought[customer]] + [[-1]] for customer in range(26)}
known, new = list(range(20)), list(range(20, 26))
vectors = code["temporal_decay_sum_history"](histories, known, items, baskets, 1, decay)
asked = code["temporal_decay_sum_history"](histories, new, items, baskets, 1, decay)
index, _ = code["KNN"](asked, vectors, neighbours)
scores = code["merge_history"](asked, new, vectors, known, index, own)
with open(pathlib.Path(__file__).parent / "figures.txt", "w") as out:
    out.write(f"# make.py, TIFUKNN of 4 May 2021, numpy {numpy.__version__}, scikit-learn {sklearn.__version__}\n")
    for name, values in (("bought", bought), ("habits", [vectors[customer] for customer in known]), ("scores", [scores[customer] for customer in new])):
        out.write(f"{name} {' '.join('%.15g' % value for value in numpy.ravel(values))}\n")
