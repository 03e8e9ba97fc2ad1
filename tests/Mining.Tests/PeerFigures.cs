using System.Globalization;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests;

/// <summary>
/// What another program says: a figures.txt in a folder named after it, beside the script that wrote it. Its first line names the versions; every other one is a name and its numbers,
/// printed so that they read back bit by bit.
/// </summary>
sealed class PeerFigures
{
    readonly Dictionary<string, double[]> _lines = [];

    PeerFigures(IEnumerable<string> lines)
    {
        foreach (var words in lines.Where(line => !line.StartsWith('#')).Select(line => line.Split(' ')))
            _lines.Add(words[0], Array.ConvertAll(words[1..], word => double.Parse(word, CultureInfo.InvariantCulture)));
    }

    public static PeerFigures Of(string family, string peer) => new(File.ReadLines(Path.Combine(AppContext.BaseDirectory, family, peer, "figures.txt")));

    public double[] this[string name] => _lines[name];

    public double Number(string name) => _lines[name].Single();

    public float[] Floats(string name) => Array.ConvertAll(_lines[name], value => (float)value);

    public int[] Integers(string name) => Array.ConvertAll(_lines[name], value => (int)value);

    /// <summary>Rows of features, written row after row.</summary>
    public FeatureMatrix Rows(string name, int featureCount) => new(Floats(name), _lines[name].Length / featureCount, featureCount);
}
