using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Linear.Internals;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Calibration.Internals;

/// <summary>Logistic curves through soft targets, by Newton steps in double precision.</summary>
static class CurveFit
{
    const int MaxIterations = 200;
    const double Ridge = 1e-10;                             // keeps the system solvable where all margins are equal

    /// <summary>Platt's targets; null where a class is missing.</summary>
    public static double[]? SmoothTargets(ReadOnlySpan<double> margins, ReadOnlySpan<float> labels)
    {
        BinaryMetrics.Validate(margins, labels);
        var ones = 0;
        foreach (var label in labels)
            if (label == 1) ones++;
        if (ones == 0 || ones == labels.Length) return null;
        var targets = new double[labels.Length];
        for (var row = 0; row < targets.Length; row++)
            targets[row] = labels[row] == 1 ? (ones + 1.0) / (ones + 2.0) : 1.0 / (labels.Length - ones + 2.0);
        return targets;
    }

    /// <summary>Offset and one slope a column; null where the steps do not settle.</summary>
    public static double[]? Fit(double[][] columns, double[] targets, RunContext run)
    {
        var curve = new double[columns.Length + 1];
        curve[0] = Sigmoid.Logit(targets.Average());
        var loss = Loss(columns, targets, curve);
        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            run.Report(iteration, MaxIterations);
            var (candidate, value, moved) = Search(columns, targets, (curve, loss));
            (curve, loss) = (candidate, value);
            if (moved <= 1e-10) return curve;
        }
        return null;
    }

    /// <summary>The calibrator with its log-loss on the rows.</summary>
    public static CalibrationResult Result(Calibrator calibrator, ReadOnlySpan<double> margins, ReadOnlySpan<float> labels)
    {
        var probabilities = new double[margins.Length];
        for (var row = 0; row < probabilities.Length; row++) probabilities[row] = calibrator.Probability(margins[row]);
        return new CalibrationResult(calibrator, BinaryMetrics.LogLoss(probabilities, labels), null);
    }

    static (double[] Curve, double Loss, double Moved) Search(double[][] columns, double[] targets, (double[] Curve, double Loss) from)
    {
        var step = Step(columns, targets, from.Curve);
        for (var share = 1.0; share > 1e-10; share /= 2)
        {
            var candidate = from.Curve.Select((value, i) => value - share * step[i]).ToArray();
            var loss = Loss(columns, targets, candidate);
            if (loss <= from.Loss + 1e-14 * Math.Abs(from.Loss)) return (candidate, loss, share * step.Max(Math.Abs));
        }
        return (from.Curve, from.Loss, 0);
    }

    static double[] Step(double[][] columns, double[] targets, double[] curve)
    {
        var size = curve.Length;
        var (gradient, hessian, x) = (new double[size], new double[size * size], new double[size]);
        for (var row = 0; row < targets.Length; row++)
        {
            var probability = Sigmoid.Of(LogOdds(columns, curve, row));
            for (var i = 0; i < size; i++) x[i] = i == 0 ? 1 : columns[i - 1][row];
            for (var i = 0; i < size; i++)
            {
                gradient[i] += (probability - targets[row]) * x[i] / targets.Length;
                for (var j = 0; j < size; j++) hessian[i * size + j] += probability * (1 - probability) * x[i] * x[j] / targets.Length;
            }
        }
        for (var i = 0; i < size; i++) hessian[i * size + i] = hessian[i * size + i] * (1 + 1e-9) + Ridge;
        return Cholesky.Solve(hessian, gradient);
    }

    static double Loss(double[][] columns, double[] targets, double[] curve)
    {
        var sum = 0.0;
        for (var row = 0; row < targets.Length; row++)
        {
            var logOdds = LogOdds(columns, curve, row);
            sum += Sigmoid.Softplus(logOdds) - targets[row] * logOdds;
        }
        return sum / targets.Length;
    }

    static double LogOdds(double[][] columns, double[] curve, int row)
    {
        var logOdds = curve[0];
        for (var column = 0; column < columns.Length; column++) logOdds += curve[column + 1] * columns[column][row];
        return logOdds;
    }
}
