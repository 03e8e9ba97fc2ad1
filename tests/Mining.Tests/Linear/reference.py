"""Fits of the published data sets in 50 decimal digits by Newton's method, for LinearReferenceTests. Python 3, nothing but the standard library.
Features are what a 32-bit float holds, as the engine reads them. Printed: weights, intercept first, and standard errors of the expected information;
Gamma and Gaussian ones with Pearson's dispersion. The last two are elastic nets as glmnet defines them (mean of half the deviance, standardised
features with the population deviation), by cyclic coordinate descent on the quadratic approximation until nothing moves."""
import struct
from decimal import Decimal as D, getcontext

getcontext().prec = 50


def f32(x):
    return D(struct.unpack('f', struct.pack('f', x))[0])


def solve(a, b):
    n = len(b)
    m = [row[:] + [b[i]] for i, row in enumerate(a)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(n):
            if r != i:
                f = m[r][i] / m[i][i]
                m[r] = [x - f * y for x, y in zip(m[r], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


# (mean of the margin, weight of a row in the information, slope of the log-likelihood over x) for each family's link.
FAMILIES = {
    'logistic': lambda s, y: (1 / (1 + (-s).exp()), lambda m: m * (1 - m), lambda m: y - m),
    'poisson': lambda s, y: (s.exp(), lambda m: m, lambda m: y - m),
    'gamma': lambda s, y: (s.exp(), lambda m: D(1), lambda m: y / m - 1),
    'gaussian': lambda s, y: (s, lambda m: D(1), lambda m: y - m),
}
VARIANCE = {'gamma': lambda m: m * m, 'gaussian': lambda m: D(1)}


def parts(family, rows, y, w):
    for x, label in zip(rows, y):
        mean, weight, slope = FAMILIES[family](sum(a * b for a, b in zip(w, x)), label)
        yield x, label, mean, weight(mean), slope(mean)


def start(family, y, k):
    mean = sum(y) / len(y)
    first = {'logistic': lambda: (mean / (1 - mean)).ln(), 'gaussian': lambda: mean}.get(family, lambda: mean.ln())()
    return [first] + [D(0)] * (k - 1)


def newton(family, features, y):
    rows = [[D(1)] + x for x in features]
    k = len(rows[0])
    w = start(family, y, k)
    for _ in range(60):
        info = [[D(0)] * k for _ in range(k)]
        grad = [D(0)] * k
        for x, _, _, weight, slope in parts(family, rows, y, w):
            for i in range(k):
                grad[i] += slope * x[i]
                for j in range(k):
                    info[i][j] += weight * x[i] * x[j]
        step = solve(info, grad)
        w = [a + b for a, b in zip(w, step)]
        if max(abs(s) for s in step) < D(10) ** -40:
            break
    dispersion = D(1)
    if family in VARIANCE:
        dispersion = sum((label - m) ** 2 / VARIANCE[family](m) for _, label, m, _, _ in parts(family, rows, y, w)) / (len(y) - k)
    errors = [(dispersion * solve(info, [D(int(i == j)) for j in range(k)])[i]).sqrt() for i in range(k)]
    return w, errors


def net(family, features, y, l1, l2):
    n, k = len(y), len(features[0])
    means = [sum(x[j] for x in features) / n for j in range(k)]
    scales = [(sum((x[j] - means[j]) ** 2 for x in features) / n).sqrt() for j in range(k)]
    rows = [[D(1)] + [(x[j] - means[j]) / scales[j] for j in range(k)] for x in features]
    w = start(family, y, k + 1)
    for _ in range(400):
        seen = list(parts(family, rows, y, w))
        before = w[:]
        target = [slope / weight for _, _, _, weight, slope in seen]      # residual of the working response
        for _ in range(2000):
            moved = D(0)
            for j in range(k + 1):
                a = sum(p[3] * p[0][j] ** 2 for p in seen) / n
                b = sum(p[3] * p[0][j] * t for p, t in zip(seen, target)) / n + a * w[j]
                new = b / a if j == 0 else max(abs(b) - l1, D(0)).copy_sign(b) / (a + l2)
                if new != w[j]:
                    target = [t - p[0][j] * (new - w[j]) for p, t in zip(seen, target)]
                    moved, w[j] = max(moved, abs(new - w[j])), new
            if moved < D(10) ** -30:
                break
        if max(abs(a - b) for a, b in zip(w, before)) < D(10) ** -25:
            break
    weights = [w[j + 1] / scales[j] for j in range(k)]
    return [w[0] - sum(a * m for a, m in zip(weights, means))] + weights


def show(name, values):
    print(name, ', '.join(f'{float(v):.12g}' for v in values))


temperature = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58]
distress = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1]
spector = [2.66, 20, 0, 2.89, 22, 0, 3.28, 24, 0, 2.92, 12, 0, 4.00, 21, 0, 2.86, 17, 0, 2.76, 17, 0, 2.87, 21, 0,
           3.03, 25, 0, 3.92, 29, 0, 2.63, 20, 0, 3.32, 23, 0, 3.57, 23, 0, 3.26, 25, 0, 3.53, 26, 0, 2.74, 19, 0,
           2.75, 25, 0, 2.83, 19, 0, 3.12, 23, 1, 3.16, 25, 1, 2.06, 22, 1, 3.62, 28, 1, 2.89, 14, 1, 3.51, 26, 1,
           3.54, 24, 1, 2.83, 27, 1, 3.39, 17, 1, 2.67, 24, 1, 3.65, 21, 1, 4.00, 23, 1, 3.10, 21, 1, 2.39, 19, 1]
improved = [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 1, 0, 1]
breaks = [26, 30, 54, 25, 70, 52, 51, 26, 67, 18, 21, 29, 17, 12, 18, 35, 30, 36, 36, 21, 24, 18, 10, 43, 28, 15, 26,
          27, 14, 29, 19, 29, 31, 41, 20, 44, 42, 26, 19, 16, 39, 28, 21, 39, 29, 20, 21, 24, 17, 13, 15, 15, 16, 28]
clotting = [118, 58, 42, 35, 27, 25, 21, 19, 18]
import math

tables = {
    'challenger': ('logistic', [[f32(t)] for t in temperature], distress),
    'spector': ('logistic', [[f32(v) for v in spector[i:i + 3]] for i in range(0, len(spector), 3)], improved),
    'warpbreaks': ('poisson', [[f32(r // 27), f32(r // 9 % 3 == 1), f32(r // 9 % 3 == 2)] for r in range(54)], breaks),
    'clotting': ('gamma', [[f32(math.log(u))] for u in [5, 10, 15, 20, 30, 40, 60, 80, 100]], clotting),
    'spector as numbers': ('gaussian', [[f32(v) for v in spector[i:i + 3]] for i in range(0, len(spector), 3)], improved),
}
for name, (family, features, labels) in tables.items():
    weights, errors = newton(family, features, [D(v) for v in labels])
    show(name + ' weights', weights)
    show(name + ' errors', errors)
for name, l1, l2 in [('spector', '0.05', '0.02'), ('warpbreaks', '0.5', '0.3')]:
    family, features, labels = tables[name]
    show(f'{name} net {l1} {l2}', net(family, features, [D(v) for v in labels], D(l1), D(l2)))
