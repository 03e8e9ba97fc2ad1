namespace CrmInsights.Mining.Internals;

/// <summary>Whole numbers in the JSON of models.</summary>
static class WholeNumbers
{
    /// <summary>Reads a list and refuses what is not whole or out of range.</summary>
    public static int[] Read(StrictJsonReader reader, string name, int least, int most) =>
        [.. reader.FiniteNumbers(name).Select(value => Whole(reader, name, value, (least, most)))];

    /// <summary>Reads one number and refuses what is not whole or out of range.</summary>
    public static int ReadOne(StrictJsonReader reader, string name, int least, int most) => Whole(reader, name, reader.Finite(name), (least, most));

    static int Whole(StrictJsonReader reader, string name, double value, (int Least, int Most) range)
    {
        reader.Require(value == Math.Floor(value) && value >= range.Least && value <= range.Most, name, $"whole numbers from {range.Least} to {range.Most}");
        return (int)value;
    }
}
