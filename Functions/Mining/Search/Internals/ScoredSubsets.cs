using System.Collections.Concurrent;

namespace CrmInsights.Mining.Search.Internals;

/// <summary>Remembers the score of every subset, as one may cost the training of a model.</summary>
sealed class ScoredSubsets(Func<IReadOnlyList<bool>, double> score)
{
    readonly ConcurrentDictionary<string, Lazy<double>> _scores = new();

    public int Count => _scores.Count;

    public double Of(bool[] subset)
    {
        var key = string.Create(subset.Length, subset, static (text, bits) =>
        {
            for (var bit = 0; bit < bits.Length; bit++) text[bit] = bits[bit] ? '1' : '0';
        });
        return _scores.GetOrAdd(key, _ => new Lazy<double>(() => Checked(subset))).Value;
    }

    double Checked(bool[] subset)
    {
        var value = score([.. subset]);
        return double.IsNaN(value) ? throw new ArgumentException("The score of a subset is not a number.") : value;
    }
}
