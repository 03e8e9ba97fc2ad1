using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Neural.Internals;

/// <summary>The fields that all network files share.</summary>
static class HeadFile
{
    /// <summary>Most units of a layer, and most layers: a damaged size fails before it allocates.</summary>
    public const int MostUnits = 4096, MostLayers = 16, MostEmbedding = 256, MostClasses = 10_000;

    const int MostCount = 1 << 24;

    public static void Write(StrictJsonWriter writer, Head head)
    {
        writer.Text("objective", head.Objective.ToString());
        writer.Number("outputs", head.OutputCount);
        writer.Number("labelCenter", head.Center);
        writer.Number("labelScale", head.Scale);
    }

    public static Head Read(StrictJsonReader reader)
    {
        var named = Enum.TryParse<NeuralObjective>(reader.Text("objective"), out var objective);
        reader.Require(named && Enum.IsDefined(objective), "objective", "Binary, Multiclass or Squared");
        var outputs = Count(reader, "outputs", least: 1, MostClasses);
        reader.Require(outputs > 1 == (objective == NeuralObjective.Multiclass), "outputs", "1, or several for Multiclass");
        var (center, scale) = (reader.Finite("labelCenter"), reader.Finite("labelScale"));
        reader.Require(scale > 0, "labelScale", "a number above 0");
        return new Head(objective, outputs, center, scale);
    }

    public static int Count(StrictJsonReader reader, string name, int least, int most = MostCount) => Whole(reader, name, reader.Finite(name), (least, most));

    public static int[] Counts(StrictJsonReader reader, string name, int least, int most = MostCount) =>
        Array.ConvertAll(reader.FiniteNumbers(name), value => Whole(reader, name, value, (least, most)));

    public static float[] Parameters(StrictJsonReader reader, long count)
    {
        var parameters = Array.ConvertAll(reader.FiniteNumbers("parameters"), value => (float)value);
        reader.Require(parameters.Length == count && parameters.All(float.IsFinite), "parameters", $"{count} finite numbers");
        return parameters;
    }

    static int Whole(StrictJsonReader reader, string name, double value, (int Least, int Most) range)
    {
        reader.Require(value >= range.Least && value <= range.Most && value == Math.Floor(value), name, $"whole numbers from {range.Least} to {range.Most}");
        return (int)value;
    }
}
