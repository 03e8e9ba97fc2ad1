using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Calibration;

/// <summary>A never-falling curve from scores to probabilities: straight between its points, level outside. Immutable and thread-safe.</summary>
public sealed class IsotonicCurve
{
    const string Format = "crminsights-isotonic";
    const int FormatVersion = 1;

    readonly double[] _scores;
    readonly double[] _probabilities;

    internal IsotonicCurve(double[] scores, double[] probabilities) => (_scores, _probabilities) = (scores, probabilities);

    /// <summary>Scores of the points, rising.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>Probabilities of the points, never falling.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>Calibrated probability of a score; that of the nearest end where the score lies outside the fitted ones.</summary>
    public double Probability(double score)
    {
        if (double.IsNaN(score)) throw new ArgumentOutOfRangeException(nameof(score), score, "A number was expected.");
        var found = Array.BinarySearch(_scores, score);
        if (found >= 0) return _probabilities[found];
        var above = ~found;
        if (above == 0) return _probabilities[0];
        if (above == _scores.Length) return _probabilities[^1];
        var share = (score - _scores[above - 1]) / (_scores[above] - _scores[above - 1]);
        return _probabilities[above - 1] + share * (_probabilities[above] - _probabilities[above - 1]);
    }

    /// <summary>Writes the curve as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Numbers("scores", _scores);
        writer.Numbers("probabilities", _probabilities);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of order; the message says which.</exception>
    public static IsotonicCurve Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var (scores, probabilities) = (reader.FiniteNumbers("scores"), reader.FiniteNumbers("probabilities"));
        reader.Require(scores.Length > 0 && scores.Zip(scores.Skip(1)).All(pair => pair.First < pair.Second), "scores", "rising numbers");
        reader.Require(probabilities.Length == scores.Length, "probabilities", $"{scores.Length} numbers, one a score");
        reader.Require(probabilities.Zip(probabilities.Skip(1)).All(pair => pair.First <= pair.Second), "probabilities", "numbers that never fall");
        reader.Require(probabilities[0] >= 0 && probabilities[^1] <= 1, "probabilities", "numbers from 0 to 1");
        reader.End();
        return new IsotonicCurve(scores, probabilities);
    }
}
