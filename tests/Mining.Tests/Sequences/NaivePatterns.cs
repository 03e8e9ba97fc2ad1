using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Tests.Sequences;

/// <summary>Every pattern there is, counted by trying every match.</summary>
static class NaivePatterns
{
    /// <summary>All patterns of up to <paramref name="longest"/> items with enough support, as SPMF writes them.</summary>
    public static Dictionary<string, int> Frequent(SequenceDatabase data, SequencePatternOptions options, int longest)
    {
        var found = new Dictionary<string, int>();
        foreach (var pattern in All(data.ItemCount, longest))
        {
            var support = Enumerable.Range(0, data.Count).Count(sequence => Holds(data, sequence, pattern, options));
            if (support >= options.MinSupport) found.Add(Text(pattern), support);
        }
        return found;
    }

    public static Dictionary<string, int> Closed(Dictionary<string, int> frequent) => frequent
        .Where(small => !frequent.Any(large => large.Value == small.Value && large.Key != small.Key && IsIn(Parse(small.Key), Parse(large.Key))))
        .ToDictionary();

    public static Dictionary<string, int> Listed(SequencePatternCollection patterns) =>
        Enumerable.Range(0, patterns.Count).ToDictionary(pattern => string.Join(' ', patterns[pattern].ToArray()), patterns.SupportOf);

    public static SequenceDatabase Random(int count, int itemCount, int seed, bool timed = false)
    {
        var random = new Random(seed);
        var builder = new SequenceDatabaseBuilder();
        for (var sequence = 0; sequence < count; sequence++)
        {
            var time = 0;
            for (var element = random.Next(7); element > 0; element--)
            {
                for (var item = random.Next(5) == 0 ? 3 : random.Next(1, 3); item > 0; item--) builder.AddItem(random.Next(itemCount));
                time += random.Next(4);
                if (timed) builder.EndElement(time);
                else builder.EndElement();
            }
            builder.EndSequence();
        }
        return builder.Build();
    }

    public static bool IsIn(int[][] small, int[][] large)
    {
        var at = 0;
        foreach (var element in large)
        {
            if (at < small.Length && small[at].All(element.Contains)) at++;
        }
        return at == small.Length;
    }

    public static int[][] Parse(string text) =>
        [.. text.Split("-1", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(element => element.Split(' ').Select(int.Parse).ToArray())];

    static string Text(int[][] pattern) => string.Join(' ', pattern.Select(element => string.Join(' ', element) + " -1"));

    static IEnumerable<int[][]> All(int itemCount, int longest)
    {
        var elements = Enumerable.Range(1, (1 << itemCount) - 1).Select(bits => Enumerable.Range(0, itemCount).Where(item => (bits >> item & 1) != 0).ToArray()).ToArray();
        List<int[][]> previous = [[]];
        while (previous.Count > 0)
        {
            previous = [.. previous.SelectMany(pattern => elements.Select(element => (int[][])[.. pattern, element])).Where(pattern => pattern.Sum(element => element.Length) <= longest)];
            foreach (var pattern in previous) yield return pattern;
        }
    }

    static bool Holds(SequenceDatabase data, int sequence, int[][] pattern, SequencePatternOptions options, int from = 0, int matched = 0, double first = 0, double last = 0)
    {
        if (matched == pattern.Length) return true;
        for (var element = from; element < data.ElementCount(sequence); element++)
        {
            var time = data.Time(sequence, element);
            var items = data.Element(sequence, element).ToArray();
            if (!pattern[matched].All(items.Contains)) continue;
            if (matched > 0 && (time - last < options.MinGap || time - last > options.MaxGap || time - first > options.MaxSpan)) continue;
            if (Holds(data, sequence, pattern, options, element + 1, matched + 1, matched == 0 ? time : first, time)) return true;
        }
        return false;
    }
}
