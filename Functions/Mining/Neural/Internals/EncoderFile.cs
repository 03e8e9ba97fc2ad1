using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>Reads the fields of a <see cref="FeatureEncoder"/>.</summary>
static class EncoderFile
{
    public static FeatureEncoder Read(StrictJsonReader reader)
    {
        var featureCount = HeadFile.Count(reader, "features", least: 1);
        var categorical = HeadFile.Counts(reader, "categorical", least: 0);
        reader.Require(IsRising(categorical) && categorical.All(feature => feature < featureCount), "categorical", "rising feature numbers");
        var (means, inverses) = (reader.FiniteNumbers("means"), reader.FiniteNumbers("inverseDeviations"));
        reader.Require(means.Length == featureCount - categorical.Length, "means", "one number a numerical feature");
        reader.Require(inverses.Length == means.Length, "inverseDeviations", "one number a numerical feature");
        return new FeatureEncoder(featureCount, categorical, means, inverses, Codes(reader, categorical.Length));
    }

    static float[][] Codes(StrictJsonReader reader, int tables)
    {
        var counts = HeadFile.Counts(reader, "categoryCounts", least: 0);
        reader.Require(counts.Length == tables, "categoryCounts", "one number a categorical feature");
        var codes = Array.ConvertAll(reader.FiniteNumbers("categoryCodes"), code => (float)code);
        reader.Require(codes.Length == counts.Sum(count => (long)count), "categoryCodes", "as many codes as the counts say");
        var split = new float[tables][];
        for (var (table, from) = (0, 0); table < tables; from += counts[table], table++)
        {
            split[table] = codes[from..(from + counts[table])];
            reader.Require(IsRising(split[table]), "categoryCodes", "rising codes of each feature");
        }
        return split;
    }

    static bool IsRising<T>(T[] values) where T : IComparable<T>
    {
        for (var i = 1; i < values.Length; i++)
            if (values[i].CompareTo(values[i - 1]) <= 0) return false;
        return true;
    }
}
