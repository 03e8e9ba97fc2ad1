using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Recommend;

/// <summary>Users and items as vectors; the score of a pair is their product plus the item's bias. Immutable and thread-safe.</summary>
public sealed class FactorModel
{
    const string Format = "crminsights-factors";
    const int FormatVersion = 1;

    readonly double[] _users;
    readonly double[] _items;
    readonly double[] _biases;

    internal FactorModel(double[] users, double[] items, double[] biases, int factorCount)
    {
        (_users, _items, _biases) = (users, items, biases);
        FactorCount = factorCount;
    }

    /// <summary>Numbers of a vector.</summary>
    public int FactorCount { get; }

    /// <summary>Number of users.</summary>
    public int UserCount => _users.Length / FactorCount;

    /// <summary>Number of items.</summary>
    public int ItemCount => _items.Length / FactorCount;

    /// <summary>Vector of one user.</summary>
    public ReadOnlySpan<double> User(int user) => _users.AsSpan(user * FactorCount, FactorCount);

    /// <summary>Vector of one item.</summary>
    public ReadOnlySpan<double> Item(int item) => _items.AsSpan(item * FactorCount, FactorCount);

    /// <summary>What an item scores for everybody.</summary>
    public double BiasOf(int item) => _biases[item];

    /// <summary>Score of one item for a vector.</summary>
    public double Score(ReadOnlySpan<double> user, int item)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(user.Length, FactorCount, nameof(user));
        return _biases[item] + Dot(user, Item(item));
    }

    /// <summary>Scores of all items for a vector.</summary>
    /// <param name="user">A user's vector.</param>
    /// <param name="scores">Filled; <see cref="ItemCount"/> long.</param>
    public void Score(ReadOnlySpan<double> user, Span<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, ItemCount, nameof(scores));
        for (var item = 0; item < scores.Length; item++) scores[item] = Score(user, item);
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        Write(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length; the message says which.</exception>
    public static FactorModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var model = Read(reader);
        reader.End();
        return model;
    }

    internal void Write(StrictJsonWriter writer)
    {
        writer.Number("factorCount", FactorCount);
        writer.Numbers("users", _users);
        writer.Numbers("items", _items);
        writer.Numbers("biases", _biases);
    }

    internal static FactorModel Read(StrictJsonReader reader)
    {
        var factorCount = WholeNumbers.ReadOne(reader, "factorCount", 1, 512);
        var (users, items, biases) = (reader.FiniteNumbers("users"), reader.FiniteNumbers("items"), reader.FiniteNumbers("biases"));
        reader.Require(users.Length % factorCount == 0, "users", $"a multiple of {factorCount} numbers");
        reader.Require(items.Length == (long)biases.Length * factorCount, "items", $"{factorCount} numbers a bias");
        return new FactorModel(users, items, biases, factorCount);
    }

    internal static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        right = right[..left.Length];
        var sum = 0.0;
        for (var factor = 0; factor < left.Length; factor++) sum += left[factor] * right[factor];
        return sum;
    }
}
