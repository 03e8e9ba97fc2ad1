using CrmInsights.Mining.Linear.Internals;

namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>
/// Cox's partial log-likelihood on standardised features, with gradient and information. Both carry an empty entry in front, where
/// other regressions have their intercept.
/// </summary>
sealed class PartialLikelihood
{
    /// <summary>Value, gradient and negative Hessian at one point, and the cumulative baseline hazard per event time, latest first.</summary>
    public sealed record Curve(double Value, double[] Gradient, double[] Information, List<(double Time, double Step)> Hazard);

    readonly SurvivalData _data;
    readonly CoxTies _ties;
    readonly int _featureCount;
    readonly int[] _order;          // rows, latest first
    readonly double[] _means;
    readonly double[] _scales;      // standard deviations; 0 for a constant feature

    public PartialLikelihood(SurvivalData data, CoxTies ties)
    {
        (_data, _ties, _featureCount) = (data, ties, data.Features.FeatureCount);
        _order = [.. Enumerable.Range(0, data.Durations.Length).OrderByDescending(row => data.Durations[row])];
        (_means, _scales) = (new double[_featureCount], new double[_featureCount]);
        for (var feature = 0; feature < _featureCount; feature++)
        {
            var column = data.Features.Column(feature);
            var mean = column.Average(value => (double)value);
            _means[feature] = mean;
            _scales[feature] = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
        }
    }

    public Curve At(double[] coefficients)
    {
        var curve = new Curve(0, new double[_featureCount + 1], new double[(_featureCount + 1) * (_featureCount + 1)], []);
        var (risk, tied) = (new RiskSums(_featureCount), new RiskSums(_featureCount));
        var z = new double[_featureCount];
        var value = 0.0;
        for (var from = 0; from < _order.Length;)
        {
            tied.Clear();
            var time = _data.Durations[_order[from]];
            for (; from < _order.Length && _data.Durations[_order[from]] == time; from++)
            {
                var margin = Standardise(_order[from], coefficients, z);
                risk.Add(z, Math.Exp(margin));
                if (!_data.Observed[_order[from]]) continue;
                tied.Add(z, Math.Exp(margin));
                value += margin;
                for (var i = 0; i < _featureCount; i++) curve.Gradient[i + 1] += z[i];
            }
            if (tied.Count > 0) value -= Leave(curve, risk, tied, time);
        }
        return curve with { Value = value };
    }

    /// <summary>The model on the features' own scale.</summary>
    public CoxModel Model(double[] coefficients, Curve at, bool converged)
    {
        var inverse = Cholesky.Invert(at.Information, 1);
        var (own, errors) = (new double[_featureCount], new double[_featureCount]);
        for (var i = 0; i < _featureCount; i++)
        {
            own[i] = _scales[i] == 0 ? 0 : coefficients[i] / _scales[i];
            errors[i] = _scales[i] == 0 ? double.NaN : Math.Sqrt(inverse[(i + 1) * (_featureCount + 2)]) / _scales[i];
        }
        at.Hazard.Reverse();
        var (times, cumulative, sum) = (new double[at.Hazard.Count], new double[at.Hazard.Count], 0.0);
        for (var i = 0; i < times.Length; i++) (times[i], cumulative[i]) = (at.Hazard[i].Time, sum += at.Hazard[i].Step);
        return new CoxModel((own, errors), _means, (times, cumulative)) { LogLikelihood = at.Value, Converged = converged };
    }

    /// <summary>Takes the events of one time out of those at risk: the part of the likelihood below the fraction line.</summary>
    double Leave(Curve curve, RiskSums risk, RiskSums tied, double time)
    {
        var (logs, hazard) = (0.0, 0.0);
        for (var done = 0; done < tied.Count; done++)
        {
            var share = _ties == CoxTies.Efron ? (double)done / tied.Count : 0;
            var total = risk.Weight - share * tied.Weight;
            logs += Math.Log(total);
            hazard += 1 / total;
            for (var i = 0; i < _featureCount; i++)
            {
                var mean = (risk.First[i] - share * tied.First[i]) / total;
                curve.Gradient[i + 1] -= mean;
                for (var j = 0; j < _featureCount; j++)
                    curve.Information[(i + 1) * (_featureCount + 1) + j + 1] +=
                        (risk.Second[i * _featureCount + j] - share * tied.Second[i * _featureCount + j]) / total
                        - mean * (risk.First[j] - share * tied.First[j]) / total;
            }
        }
        curve.Hazard.Add((time, hazard));
        return logs;
    }

    double Standardise(int row, double[] coefficients, double[] z)
    {
        var features = _data.Features.Row(row);
        var margin = 0.0;
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = _scales[i] == 0 ? 0 : (features[i] - _means[i]) / _scales[i];
            margin += coefficients[i] * z[i];
        }
        return margin;
    }
}
