"""
Asks LightGBM's own Python package (4.6.0 made the committed figures) for the raw scores of a model that CrmInsights wrote.
score.py MODEL ROWS: prints each row of ROWS, its raw score a class behind it.
"""
import lightgbm, numpy, sys

model = lightgbm.Booster(model_file=sys.argv[1])
rows = numpy.loadtxt(sys.argv[2], ndmin=2)
scores = model.predict(rows, raw_score=True, num_threads=1).reshape(len(rows), -1)
for row in numpy.hstack([rows, scores]): print(" ".join(repr(float(value)).replace("inf", "Infinity").replace("nan", "NaN") for value in row))
