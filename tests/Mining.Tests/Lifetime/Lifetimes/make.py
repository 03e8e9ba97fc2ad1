"""
Writes figures.txt beside this script with the Python package lifetimes (0.11.3 made the committed one, under Python 3.11, numpy 1.24, scipy 1.10).
Its likelihood of Pareto/NBD vanishes for some customers; the folder Btyd has that model. Customers are drawn with seed 42 from BG/NBD, in weeks. A line: a name, then numbers. `ask` are the customers asked about: x, t_x, T.
"""
import pathlib, warnings
import lifetimes, numpy, pandas, scipy.optimize
from lifetimes import BetaGeoBetaBinomFitter, BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter
from lifetimes.generate_data import beta_geometric_nbd_model

warnings.simplefilter("ignore")
numpy.random.seed(42)
ASK = [(0, 0, 30), (1, 2.5, 30), (2, 28, 30), (9, 20, 38), (26, 30, 31)]
WEEKS = 26
out = open(pathlib.Path(__file__).parent / "figures.txt", "w")


def put(name, values):
    out.write(f"{name} {' '.join(repr(float(value)).removesuffix('.0') for value in numpy.ravel(values))}\n")


def fitted(name, model, names, data):
    """The highest point of the package's own likelihood: its fit stops a little early, so this goes on until nothing moves."""
    weights = data[-1] if name == "bgbb" else numpy.ones(len(data[0]))
    columns = data[:-1] if name == "bgbb" else data
    lowest = numpy.zeros(len(names))
    for _ in range(6):
        lowest = scipy.optimize.minimize(
            lambda point: model._negative_log_likelihood(point, *columns, weights, 0), lowest, method="Nelder-Mead",
            options={"xatol": 1e-10, "fatol": 1e-15, "maxiter": 20000, "maxfev": 20000}).x
    model.params_ = pandas.Series(numpy.exp(lowest), index=names)
    put(f"{name}.parameters", model.params_)
    put(f"{name}.likelihood", -model._negative_log_likelihood(lowest, *columns, weights, 0) * weights.sum())


def forecast(name, model):
    columns = [numpy.array(column, dtype=float) for column in zip(*ASK)]
    put(f"{name}.alive", model.conditional_probability_alive(*columns))
    put(f"{name}.purchases", model.conditional_expected_number_of_purchases_up_to_time(WEEKS, *columns))


out.write(f"# make.py, lifetimes {lifetimes.__version__}, numpy {numpy.__version__}, scipy {scipy.__version__}\n")
ages = numpy.random.uniform(20, 39, 240).round(1)
drawn = beta_geometric_nbd_model(ages, r=0.6, alpha=4, a=0.8, b=2.5, size=240)
data = pandas.DataFrame({"frequency": numpy.array(drawn["frequency"]), "recency": numpy.minimum(numpy.array(drawn["recency"]).round(1), ages), "T": ages})
data["spend"] = numpy.where(data["frequency"] > 0, numpy.random.gamma(6 * data["frequency"].clip(1), 1 / numpy.random.gamma(4, 1 / 15, 240)) / data["frequency"].clip(1), 0).round(2)
for column in data:
    put(column, data[column])
put("ask", ASK)

bought = [data[column].to_numpy(dtype=float) for column in ("frequency", "recency", "T")]
for name, model, names in [("bgnbd", BetaGeoFitter(), "r alpha a b"), ("mbgnbd", ModifiedBetaGeoFitter(), "r alpha a b")]:
    fitted(name, model, names.split(), bought)
    forecast(name, model)

back = data[data["frequency"] > 0]
spend = GammaGammaFitter()
fitted("gammagamma", spend, "p q v".split(), [back["frequency"].to_numpy(dtype=float), back["spend"].to_numpy()])
put("gammagamma.spend", spend.conditional_expected_average_profit(pandas.Series([1, 4, 30]), pandas.Series([20.0, 90.0, 33.0])))

# Each of 240 customers had 8 opportunities.
stay, buy = numpy.random.beta(1, 4, 240), numpy.random.beta(1.5, 1, 240)
left = numpy.random.geometric(stay)
taken = (numpy.random.random((240, 8)) < buy[:, None]) & (numpy.arange(1, 9)[None, :] < left[:, None])
frequency = taken.sum(1)
recency = numpy.where(frequency > 0, 8 - taken[:, ::-1].argmax(1), 0)
put("bgbb.frequency", frequency)
put("bgbb.recency", recency)
counted = pandas.DataFrame({"x": frequency, "t": recency}).groupby(["x", "t"]).size().reset_index(name="count")
donors = BetaGeoBetaBinomFitter()
fitted("bgbb", donors, "alpha beta gamma delta".split(), [counted["x"].to_numpy(), counted["t"].to_numpy(), numpy.full(len(counted), 8), counted["count"].to_numpy()])
x, t, n = (numpy.array(values) for values in ([0, 3, 8, 2], [0, 5, 8, 8], [8, 8, 8, 8]))
put("bgbb.alive", donors.conditional_probability_alive(1, x, t, n))
put("bgbb.purchases", donors.conditional_expected_number_of_purchases_up_to_time(5, x, t, n))
out.close()
