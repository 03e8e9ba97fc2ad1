using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Recommend;

/// <summary>What many bought lately: elements that hold each item, counting half after each half-life.</summary>
/// <remarks>Koren (2009) for exponential decay; the simplest answer, and the one that every other recommender has to beat.</remarks>
public static class Popularity
{
    /// <summary>One score an item, 0 or more.</summary>
    public static double[] Fit(SequenceDatabase sequences, PopularityOptions options, RunContext run)
    {
        options.Validate(sequences.HasTimes);
        var scores = new double[sequences.ItemCount];
        for (var sequence = 0; sequence < sequences.Count; sequence++)
        {
            if (sequence % 65_536 == 0) run.Report(sequence, sequences.Count);
            for (var element = 0; element < sequences.ElementCount(sequence); element++)
            {
                var time = sequences.Time(sequence, element);
                if (sequences.HasTimes && time > options.Now) break;
                var weight = double.IsPositiveInfinity(options.HalfLife) ? 1 : Math.Pow(2, (time - options.Now) / options.HalfLife);
                foreach (var item in sequences.Element(sequence, element)) scores[item] += weight;
            }
        }
        return scores;
    }
}
