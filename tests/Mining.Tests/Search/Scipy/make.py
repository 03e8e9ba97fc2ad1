"""
Writes figures.txt beside this script: problems of offers within a budget and owners' capacities, drawn with numpy's seed 42, and the most they can bring by scipy's
mixed-integer solver (1.10.1, HiGHS). A problem: owner of each customer, capacity of each owner, budget, then customer, value and cost of each offer, then the best value.
"""
import pathlib
import numpy, scipy
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

random = numpy.random.default_rng(42)
out = open(pathlib.Path(__file__).parent / "figures.txt", "w")
out.write(f"# make.py, scipy {scipy.__version__}, numpy {numpy.__version__}\n")


def put(name, values):
    out.write(f"{name} {' '.join('%.12g' % value for value in numpy.ravel(values))}\n")


for number, (customers, owners, offers, follows) in enumerate([(12, 2, 3, False), (25, 3, 3, False), (40, 4, 2, False), (30, 3, 2, True), (60, 5, 3, False), (20, 2, 1, True)]):
    owner = random.integers(0, owners, customers)
    capacity = random.integers(1, max(2, customers // owners), owners)
    cost = random.uniform(5, 60, customers * offers).round(2)
    value = (cost + random.uniform(0, 8, cost.size) if follows else random.uniform(1, 100, cost.size)).round(2)
    customer = numpy.arange(customers).repeat(offers)
    budget = round(cost.mean() * customers / 4, 2)
    one_each = (customer[None, :] == numpy.arange(customers)[:, None]).astype(float)
    of_owner = (owner[customer][None, :] == numpy.arange(owners)[:, None]).astype(float)
    best = milp(-value, integrality=numpy.ones(cost.size), bounds=Bounds(0, 1), options={"mip_rel_gap": 0, "time_limit": 60}, constraints=[
        LinearConstraint(one_each, ub=1), LinearConstraint(of_owner, ub=capacity), LinearConstraint(cost[None, :], ub=budget)])
    assert best.status == 0 and numpy.allclose(best.x, best.x.round(), atol=1e-6)
    chosen = best.x.round() == 1
    assert cost[chosen].sum() <= budget
    put(f"{number}.owner", owner)
    put(f"{number}.capacity", capacity)
    put(f"{number}.budget", [budget])
    put(f"{number}.customer", customer)
    put(f"{number}.value", value)
    put(f"{number}.cost", cost)
    put(f"{number}.best", [value[chosen].sum()])

# The assignment of 9 tasks to 9 people of least cost, by the Hungarian method.
costs = random.integers(1, 100, (9, 9))
put("assignment", costs)
put("assignment.least", [costs[linear_sum_assignment(costs)].sum()])
out.close()
