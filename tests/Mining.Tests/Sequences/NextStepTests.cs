using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Tests.Sequences;

public sealed class NextStepTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void A_chain_counts_the_steps_between_neighbours()
    {
        var chain = MarkovChain.Fit(Paths([0, 1, 0, 1], [1, 2], [0, 1]), new MarkovChainOptions { Smoothing = 0.5 }, s_run);

        chain.StepCount(0).ShouldBe(3);
        chain.Probability(0, 1).ShouldBe((3 + 0.5) / (3 + 1.5), 1e-15);
        chain.Probability(1, 2).ShouldBe((1 + 0.5) / (2 + 1.5), 1e-15);
        chain.Probability(2, 0).ShouldBe(1 / 3.0, 1e-15);
    }

    // Markov (1913) on 20,000 letters of "Eugene Onegin": of 8,638 vowels 1,104 follow a vowel (0.128), of the consonants' successors 7,535 of 11,362 are vowels (0.663).
    [Fact]
    public void Markovs_letters_have_his_probabilities()
    {
        int[][] pairs = [.. Enumerable.Repeat<int[]>([0, 0], 1_104), .. Enumerable.Repeat<int[]>([0, 1], 8_638 - 1_104), .. Enumerable.Repeat<int[]>([1, 0], 7_535), .. Enumerable.Repeat<int[]>([1, 1], 11_362 - 7_535)];

        var chain = MarkovChain.Fit(Paths(pairs), new MarkovChainOptions { Smoothing = 1e-9 }, s_run);

        chain.Probability(0, 0).ShouldBe(0.128, 5e-4);
        chain.Probability(1, 0).ShouldBe(0.663, 5e-4);
    }

    [Fact]
    public void Neither_the_order_of_the_paths_nor_the_names_of_the_items_matter()
    {
        var paths = Enumerable.Range(0, 40).Select(seed => RandomPath(seed, 4)).ToArray();
        int[] names = [2, 0, 3, 1];
        var renamed = paths.Reverse().Select(path => path.Select(item => names[item]).ToArray()).ToArray();
        var options = new NextStepOptions { MinContextCount = 2 };
        var (straight, other) = (NextStep.Fit(Paths(paths), options, s_run), NextStep.Fit(Paths(renamed), options, s_run));
        var (chain, otherChain) = (MarkovChain.Fit(Paths(paths), new MarkovChainOptions(), s_run), MarkovChain.Fit(Paths(renamed), new MarkovChainOptions(), s_run));

        for (var next = 0; next < 4; next++)
        {
            foreach (var history in new int[][] { [], [1], [0, 3], [2, 1, 0] })
                other.Probability([.. history.Select(item => names[item])], names[next]).ShouldBe(straight.Probability(history, next), 1e-15);
            for (var from = 0; from < 4; from++) otherChain.Probability(names[from], names[next]).ShouldBe(chain.Probability(from, next), 1e-15);
        }
    }

    [Fact]
    public void A_chain_finds_the_matrix_that_drew_the_data()
    {
        double[][] steps = [[0.1, 0.6, 0.3], [0.5, 0.25, 0.25], [0.05, 0.05, 0.9]];
        var random = new Random(1);
        var data = Paths([.. Enumerable.Range(0, 2_000).Select(_ => Draw(steps, random))]);

        var chain = MarkovChain.Fit(data, new MarkovChainOptions(), s_run);

        for (var from = 0; from < 3; from++)
            for (var to = 0; to < 3; to++) chain.Probability(from, to).ShouldBe(steps[from][to], 4 * Math.Sqrt(0.25 / chain.StepCount(from)));
        chain.LogLoss(data).ShouldBe(Entropy(steps, chain), 0.02);
    }

    [Fact]
    public void Probabilities_add_up_to_one_and_agree_one_by_one()
    {
        var data = Paths([.. Enumerable.Range(0, 50).Select(seed => RandomPath(seed, 5))]);
        var chain = MarkovChain.Fit(data, new MarkovChainOptions(), s_run);
        var model = NextStep.Fit(data, new NextStepOptions { MinContextCount = 2 }, s_run);
        var probabilities = new double[5];
        foreach (var history in new int[][] { [], [3], [0, 1], [4, 4, 2, 1, 0, 3], [99, 2] })
        {
            model.Predict(history, probabilities);
            probabilities.Sum().ShouldBe(1, 1e-12);
            for (var next = 0; next < 5; next++) model.Probability(history, next).ShouldBe(probabilities[next], 1e-15);
        }
        chain.Predict(3, probabilities);
        probabilities.Sum().ShouldBe(1, 1e-12);
        for (var next = 0; next < 5; next++) chain.Probability(3, next).ShouldBe(probabilities[next], 1e-15);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 4)]
    public void Back_off_agrees_with_counts_over_strings(int order, int minCount)
    {
        var paths = Enumerable.Range(0, 30).Select(seed => RandomPath(seed, 3)).ToArray();
        var model = NextStep.Fit(Paths(paths), new NextStepOptions { MaxOrder = order, MinContextCount = minCount }, s_run);

        foreach (var history in paths.Select(path => path[..^1]).Append([]).Append([2, 2, 2, 2, 2]))
            for (var next = 0; next < 3; next++) model.Probability(history, next).ShouldBe(Naive(paths, history, next, (order, minCount)), 1e-12);
    }

    [Fact]
    public void A_longer_context_pays_where_the_data_remember_longer()
    {
        var random = new Random(2);
        int[][] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => SecondOrder(random))];      // each item depends on the one before the last
        var (train, test) = (Paths(Draw(800)), Paths(Draw(200)));

        var model = NextStep.Fit(train, new NextStepOptions { MaxOrder = 3 }, s_run);
        var chain = MarkovChain.Fit(train, new MarkovChainOptions(), s_run);

        model.LogLoss(test).ShouldBeLessThan(chain.LogLoss(test) - 0.2);
    }

    [Fact]
    public void Models_survive_save_and_load()
    {
        var data = Paths([.. Enumerable.Range(0, 40).Select(seed => RandomPath(seed, 4))]);
        var model = NextStep.Fit(data, new NextStepOptions { MinContextCount = 2 }, s_run);
        var chain = MarkovChain.Fit(data, new MarkovChainOptions(), s_run);

        NextStepModel.Load(Stored(model.Save)).LogLoss(data).ShouldBe(model.LogLoss(data));
        NextStepModel.Load(Stored(model.Save)).ContextCount.ShouldBe(model.ContextCount);
        MarkovChainModel.Load(Stored(chain.Save)).LogLoss(data).ShouldBe(chain.LogLoss(data));
    }

    [Theory]
    [InlineData("\"itemCount\": 3", "\"itemCount\": 2", "items")]
    [InlineData("\"itemCount\": 3", "\"itemCount\": 0", "itemCount")]
    [InlineData("\"version\": 1", "\"version\": 2", "version")]
    [InlineData("\"parents\": [\n    -1,\n    0", "\"parents\": [\n    -1,\n    7", "parents")]
    [InlineData("\"starts\": [\n    0,", "\"starts\": [\n    1,", "starts")]
    public void A_damaged_model_is_refused_by_field(string found, string put, string field)
    {
        var stored = System.Text.Encoding.UTF8.GetString(Stored(NextStep.Fit(Paths([0, 1, 2, 0, 1, 2]), new NextStepOptions { MinContextCount = 1 }, s_run).Save).ToArray());
        stored.ShouldContain(found);

        Should.Throw<InvalidDataException>(() => NextStepModel.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(stored.Replace(found, put)))))
            .Message.ToLowerInvariant().ShouldContain(field.ToLowerInvariant());
    }

    [Fact]
    public void Several_items_in_an_element_have_no_next()
    {
        var builder = new SequenceDatabaseBuilder();
        builder.AddItem(0);
        builder.AddItem(1);
        builder.EndElement();
        builder.EndSequence();

        Should.Throw<ArgumentException>(() => NextStep.Fit(builder.Build(), new NextStepOptions(), s_run)).Message.ShouldContain("sequence 0 holds 2 items");
        Should.Throw<ArgumentException>(() => MarkovChain.Fit(new SequenceDatabaseBuilder().Build(), new MarkovChainOptions(), s_run)).Message.ShouldContain("no item");
    }

    static double Naive(int[][] paths, int[] history, int next, (int Order, int MinCount) limits)
    {
        var probability = 1.0 / 3;
        for (var length = 0; length <= Math.Min(limits.Order, history.Length); length++)
        {
            var context = history[^length..];
            var after = paths.SelectMany(path => Enumerable.Range(length, Math.Max(0, path.Length - length))
                .Where(at => path[(at - length)..at].SequenceEqual(context)).Select(at => path[at])).ToArray();
            if (length > 0 && after.Length < limits.MinCount) break;
            double different = after.Distinct().Count();
            if (after.Length > 0) probability = (after.Count(item => item == next) + different * probability) / (after.Length + different);
        }
        return probability;
    }

    static double Entropy(double[][] steps, MarkovChainModel chain)
    {
        var total = Enumerable.Range(0, 3).Sum(chain.StepCount);
        return Enumerable.Range(0, 3).Sum(from => chain.StepCount(from) / (double)total * -steps[from].Sum(p => p * Math.Log(p)));
    }

    static int[] Draw(double[][] steps, Random random)
    {
        var path = new int[12];
        for (var at = 1; at < path.Length; at++)
        {
            var chance = random.NextDouble();
            while (path[at] < 2 && (chance -= steps[path[at - 1]][path[at]]) > 0) path[at]++;
        }
        return path;
    }

    static int[] SecondOrder(Random random)
    {
        var path = new int[20];
        for (var at = 0; at < path.Length; at++) path[at] = at < 2 || random.Next(10) == 0 ? random.Next(3) : (path[at - 2] + 1) % 3;
        return path;
    }

    static int[] RandomPath(int seed, int itemCount)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(itemCount)), itemCount - 1];
    }

    static MemoryStream Stored(Action<Stream> save)
    {
        var stream = new MemoryStream();
        save(stream);
        stream.Position = 0;
        return stream;
    }

    static SequenceDatabase Paths(params int[][] paths)
    {
        var builder = new SequenceDatabaseBuilder();
        foreach (var path in paths)
        {
            foreach (var item in path)
            {
                builder.AddItem(item);
                builder.EndElement();
            }
            builder.EndSequence();
        }
        return builder.Build();
    }
}
