using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Recommend.Internals;

namespace CrmInsights.Mining.Recommend;

/// <summary>Fitted vectors with what it takes to place a new user among them. Immutable and thread-safe.</summary>
public sealed class ImplicitAlsModel
{
    const string Format = "crminsights-als";
    const int FormatVersion = 1;

    readonly double[] _gram;
    readonly double[] _items;
    readonly PreferenceEquations _equations;

    internal ImplicitAlsModel(FactorModel factors, double penalty, double confidencePerWeight)
    {
        Factors = factors;
        (Penalty, ConfidencePerWeight) = (penalty, confidencePerWeight);
        _items = [.. Enumerable.Range(0, factors.ItemCount).SelectMany(item => factors.Item(item).ToArray())];
        _equations = new PreferenceEquations(factors.FactorCount, penalty, confidencePerWeight);
        _gram = _equations.Gram(_items, new RunContext());
    }

    /// <summary>Vectors of the users and items of training.</summary>
    public FactorModel Factors { get; }

    /// <summary>Penalty that the vectors were fitted with.</summary>
    public double Penalty { get; }

    /// <summary>Confidence that one unit of weight added.</summary>
    public double ConfidencePerWeight { get; }

    /// <summary>The exact vector of a user, known or new, given the item vectors: what a half step of the fit would give. O(factors^2 x items + factors^3).</summary>
    /// <param name="items">The user's items; each at most once.</param>
    /// <param name="weights">One weight above 0 an item.</param>
    /// <returns>All zeros for a user without items.</returns>
    public double[] FoldIn(ReadOnlySpan<int> items, ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, items.Length, nameof(weights));
        for (var at = 0; at < items.Length; at++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)items[at], (uint)Factors.ItemCount, nameof(items));
            if (!(weights[at] > 0) || double.IsInfinity(weights[at])) throw new ArgumentOutOfRangeException(nameof(weights), weights[at], "Finite weights above 0 were expected.");
        }
        return _equations.SolveOne(_gram, _items, items, weights);
    }

    /// <summary>The loss that the fit lowers, at these vectors: squared errors times confidence over all pairs, plus the penalty.</summary>
    public double Loss(Interactions interactions)
    {
        var sum = Penalty * (Enumerable.Range(0, Factors.UserCount).Sum(user => FactorModel.Dot(Factors.User(user), Factors.User(user)))
            + Enumerable.Range(0, Factors.ItemCount).Sum(item => FactorModel.Dot(Factors.Item(item), Factors.Item(item))));
        for (var user = 0; user < interactions.UserCount; user++)
        {
            var vector = Factors.User(user);
            for (var i = 0; i < vector.Length; i++) sum += vector[i] * FactorModel.Dot(_gram.AsSpan(i * vector.Length, vector.Length), vector);
            var items = interactions.ItemsOf(user);
            var weights = interactions.WeightsOf(user);
            for (var at = 0; at < items.Length; at++)
            {
                var score = Factors.Score(vector, items[at]);
                sum += (1 + ConfidencePerWeight * weights[at]) * (1 - score) * (1 - score) - score * score;
            }
        }
        return sum;
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Number("penalty", Penalty);
        writer.Number("confidencePerWeight", ConfidencePerWeight);
        Factors.Write(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static ImplicitAlsModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var (penalty, confidence) = (reader.Finite("penalty"), reader.Finite("confidencePerWeight"));
        reader.Require(penalty > 0, "penalty", "a number above 0");
        reader.Require(confidence > 0, "confidencePerWeight", "a number above 0");
        var factors = FactorModel.Read(reader);
        reader.End();
        return new ImplicitAlsModel(factors, penalty, confidence);
    }
}
