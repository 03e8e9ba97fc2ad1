using System.Text;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Tests.Sequences;

public sealed class PrefixSpanTests
{
    static readonly RunContext s_run = new();

    public static TheoryData<SequencePatternOptions, bool> Limits() => new()
    {
        { new SequencePatternOptions { MinSupport = 3 }, false },
        { new SequencePatternOptions { MinSupport = 2, MaxLength = 3 }, false },
        { new SequencePatternOptions { MinSupport = 3, MinGap = 2 }, false },
        { new SequencePatternOptions { MinSupport = 2, MaxGap = 1 }, false },
        { new SequencePatternOptions { MinSupport = 2, MaxSpan = 2 }, false },
        { new SequencePatternOptions { MinSupport = 2, MinGap = 1, MaxGap = 3, MaxSpan = 4, MaxLength = 3 }, true },
        { new SequencePatternOptions { MinSupport = 2, MaxGap = 2, MaxSpan = 5 }, true },
        { new SequencePatternOptions { MinSupport = 2, MaxSpan = 0 }, true },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void Supports_equal_a_count_of_every_pattern(SequencePatternOptions options, bool timed)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var data = NaivePatterns.Random(3 + 3 * seed, 3, seed, timed);

            var found = PrefixSpan.Mine(data, options with { MaxLength = options.MaxLength == 0 ? 4 : options.MaxLength }, s_run);

            NaivePatterns.Listed(found).ShouldBe(NaivePatterns.Frequent(data, options, options.MaxLength == 0 ? 4 : options.MaxLength), ignoreOrder: true);
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Closed_patterns_are_those_without_a_larger_one_of_equal_support(SequencePatternOptions options, bool timed)
    {
        for (var seed = 10; seed < 30; seed++)
        {
            var data = NaivePatterns.Random(4 + seed % 7, 3, seed, timed);
            var frequent = PrefixSpan.Mine(data, options, s_run);

            var closed = PrefixSpan.Mine(data, options with { Kind = SequencePatternKind.Closed }, s_run);

            NaivePatterns.Listed(closed).ShouldBe(NaivePatterns.Closed(NaivePatterns.Listed(frequent)), ignoreOrder: true);
        }
    }

    [Fact]
    public void Every_frequent_pattern_has_the_support_of_the_best_closed_one_that_holds_it()
    {
        var data = NaivePatterns.Random(60, 5, seed: 3);
        var options = new SequencePatternOptions { MinSupport = 6 };
        var closed = NaivePatterns.Listed(PrefixSpan.Mine(data, options with { Kind = SequencePatternKind.Closed }, s_run))
            .Select(pattern => (Elements: NaivePatterns.Parse(pattern.Key), Support: pattern.Value)).ToArray();

        foreach (var (text, support) in NaivePatterns.Listed(PrefixSpan.Mine(data, options, s_run)))
            closed.Where(large => NaivePatterns.IsIn(NaivePatterns.Parse(text), large.Elements)).Max(large => large.Support).ShouldBe(support);
    }

    // Pei et al. (2004), IEEE TKDE 16(11): table 1 holds the sequence database S; with a support of 2 the paper's table 2 lists the patterns by prefix.
    [Fact]
    public void The_papers_example_gives_the_papers_patterns()
    {
        var found = NaivePatterns.Listed(PrefixSpan.Mine(Paper(), new SequencePatternOptions { MinSupport = 2 }, s_run));

        string[] withPrefixA =
        [
            "1 -1", "1 -1 1 -1", "1 -1 2 -1", "1 -1 2 3 -1", "1 -1 2 3 -1 1 -1", "1 -1 2 -1 1 -1", "1 -1 2 -1 3 -1", "1 2 -1", "1 2 -1 3 -1", "1 2 -1 4 -1",
            "1 2 -1 6 -1", "1 2 -1 4 -1 3 -1", "1 -1 3 -1", "1 -1 3 -1 1 -1", "1 -1 3 -1 2 -1", "1 -1 3 -1 3 -1", "1 -1 4 -1", "1 -1 4 -1 3 -1", "1 -1 6 -1",
        ];
        found.Keys.Where(pattern => pattern.StartsWith('1')).ShouldBe(withPrefixA, ignoreOrder: true);
        found["1 -1"].ShouldBe(4);
        found["2 -1"].ShouldBe(4);
        found["3 -1"].ShouldBe(4);
        found["4 -1"].ShouldBe(3);
        found["5 -1"].ShouldBe(3);
        found["6 -1"].ShouldBe(3);
        found.ShouldNotContainKey("7 -1");
        found["1 2 -1"].ShouldBe(2);
        found["1 -1 2 -1"].ShouldBe(4);
        found.Keys.CountBy(pattern => pattern[0]).OrderBy(count => count.Key).Select(count => count.Value).ShouldBe([19, 8, 4, 4, 13, 5]);
    }

    // Wang and Han (2004), "BIDE: efficient mining of frequent closed sequences", ICDE: four sequences in table 1, support 2, 17 frequent sequences of which six are closed.
    [Fact]
    public void The_example_of_BIDE_has_the_six_closed_patterns_of_the_paper()
    {
        var data = Letters("CAABC", "ABCB", "CABC", "ABBCA");

        PrefixSpan.Mine(data, new SequencePatternOptions { MinSupport = 2 }, s_run).Count.ShouldBe(17);
        var closed = PrefixSpan.Mine(data, new SequencePatternOptions { MinSupport = 2, Kind = SequencePatternKind.Closed }, s_run);

        Enumerable.Range(0, closed.Count).Select(pattern => (string.Concat(closed[pattern].ToArray().Where(code => code >= 0).Select(code => (char)('A' + code))), closed.SupportOf(pattern)))
            .ShouldBe([("AA", 2), ("ABB", 2), ("ABC", 4), ("CA", 3), ("CABC", 2), ("CB", 3)], ignoreOrder: true);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_patterns_in_the_same_order()
    {
        var data = NaivePatterns.Random(500, 8, seed: 4);
        var options = new SequencePatternOptions { MinSupport = 20 };

        var one = PrefixSpan.Mine(data, options, new RunContext(MaxThreads: 1));
        var four = PrefixSpan.Mine(data, options, new RunContext(MaxThreads: 4));

        Written(four).ShouldBe(Written(one));
    }

    [Fact]
    public void Times_and_limits_in_another_unit_give_the_same_patterns()
    {
        var days = NaivePatterns.Random(80, 4, seed: 9, timed: true);
        var hours = new SequenceDatabaseBuilder();
        for (var sequence = 0; sequence < days.Count; sequence++)
        {
            for (var element = 0; element < days.ElementCount(sequence); element++)
            {
                foreach (var item in days.Element(sequence, element)) hours.AddItem(item);
                hours.EndElement(24 * days.Time(sequence, element));
            }
            hours.EndSequence();
        }
        var options = new SequencePatternOptions { MinSupport = 4, MinGap = 1, MaxGap = 3, MaxSpan = 6 };

        var inHours = PrefixSpan.Mine(hours.Build(), options with { MinGap = 24, MaxGap = 72, MaxSpan = 144 }, s_run);

        inHours.Count.ShouldBeGreaterThan(0);
        Written(inHours).ShouldBe(Written(PrefixSpan.Mine(days, options, s_run)));
    }

    [Fact]
    public void The_order_of_the_sequences_does_not_matter()
    {
        var data = NaivePatterns.Random(80, 5, seed: 5);
        var order = Enumerable.Range(0, data.Count).ToArray();
        new Random(1).Shuffle(order);
        var options = new SequencePatternOptions { MinSupport = 5 };

        Written(PrefixSpan.Mine(data.Select(order), options, s_run)).ShouldBe(Written(PrefixSpan.Mine(data, options, s_run)));
    }

    [Fact]
    public void Support_never_grows_with_length()
    {
        var found = NaivePatterns.Listed(PrefixSpan.Mine(NaivePatterns.Random(200, 6, seed: 6), new SequencePatternOptions { MinSupport = 10 }, s_run));

        foreach (var (text, support) in found)
        {
            var elements = NaivePatterns.Parse(text);
            if (elements.Length > 1) found[string.Join(' ', elements[1..].Select(element => string.Join(' ', element) + " -1"))].ShouldBeGreaterThanOrEqualTo(support);
        }
    }

    [Fact]
    public void Many_rare_items_are_counted_like_few()
    {
        var builder = new SequenceDatabaseBuilder();
        for (var sequence = 0; sequence < 400; sequence++)
        {
            foreach (var item in new[] { sequence / 2, 1_000 + sequence / 2, sequence / 2 })
            {
                builder.AddItem(item);
                builder.EndElement();
            }
            builder.EndSequence();
        }

        var found = PrefixSpan.Mine(builder.Build(), new SequencePatternOptions { MinSupport = 2 }, s_run);

        found.Count.ShouldBe(200 * 6);          // a, b, aa, ab, ba, aba of each pair of sequences
        Enumerable.Range(0, found.Count).ShouldAllBe(pattern => found.SupportOf(pattern) == 2);
    }

    [Fact]
    public void A_support_too_low_for_the_data_ends_with_advice() =>
        Should.Throw<InvalidOperationException>(() => PrefixSpan.Mine(
            NaivePatterns.Random(50, 5, 1), new SequencePatternOptions { MaxPatterns = 20 }, s_run)).Message.ShouldContain("raise the smallest support");

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 3, 2)]
    [InlineData(1, double.NaN, 2)]
    public void Settings_out_of_range_are_refused(int support, double minGap, double maxGap) =>
        Should.Throw<ArgumentOutOfRangeException>(() => PrefixSpan.Mine(
            Paper(), new SequencePatternOptions { MinSupport = support, MinGap = minGap, MaxGap = maxGap }, s_run));

    [Fact]
    public void No_sequences_give_no_patterns() =>
        PrefixSpan.Mine(new SequenceDatabaseBuilder().Build(), new SequencePatternOptions(), s_run).Count.ShouldBe(0);

    [Fact]
    public void Mining_can_be_cancelled() =>
        Should.Throw<OperationCanceledException>(() => PrefixSpan.Mine(Paper(), new SequencePatternOptions(), new RunContext(new CancellationToken(canceled: true))));

    static SequenceDatabase Paper() => SpmfReader.Read(new MemoryStream(Encoding.UTF8.GetBytes("""
        1 -1 1 2 3 -1 1 3 -1 4 -1 3 6 -1 -2
        1 4 -1 3 -1 2 3 -1 1 5 -1 -2
        5 6 -1 1 2 -1 4 6 -1 3 -1 2 -1 -2
        5 -1 7 -1 1 6 -1 3 -1 2 -1 3 -1 -2
        """)));

    static SequenceDatabase Letters(params string[] words)
    {
        var builder = new SequenceDatabaseBuilder();
        foreach (var word in words)
        {
            foreach (var letter in word)
            {
                builder.AddItem(letter - 'A');
                builder.EndElement();
            }
            builder.EndSequence();
        }
        return builder.Build();
    }

    static string Written(SequencePatternCollection patterns)
    {
        using var stream = new MemoryStream();
        patterns.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
