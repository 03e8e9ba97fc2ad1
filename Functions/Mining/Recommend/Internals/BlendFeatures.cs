namespace CrmInsights.Mining.Recommend.Internals;

/// <summary>What the blender sees of a list, candidate after candidate: score, share of the best score and reciprocal rank, of each recommender.</summary>
static class BlendFeatures
{
    const int PerSource = 3;

    public static int CountOf(int sourceCount) => PerSource * sourceCount;

    public static float[] Of(BlendList list)
    {
        var width = CountOf(list.Scores.Count);
        var features = new float[list.CandidateCount * width];
        for (var source = 0; source < list.Scores.Count; source++)
        {
            var scores = list.Scores[source];
            if (scores.Length != list.CandidateCount) throw new ArgumentException($"Recommender {source} scores {scores.Length} candidates; {list.CandidateCount} were expected.");
            var best = scores.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            for (var candidate = 0; candidate < scores.Length; candidate++)
            {
                var into = features.AsSpan(candidate * width + PerSource * source, PerSource);
                into[0] = (float)scores[candidate];
                into[1] = (float)(best > 0 ? scores[candidate] / best : scores[candidate]);
                // Candidates of equal score share a rank, so that their order does not matter.
                into[2] = double.IsNaN(scores[candidate]) ? 0 : 1f / (1 + scores.Count(other => other > scores[candidate]));
            }
        }
        return features;
    }
}
