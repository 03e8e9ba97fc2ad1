using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Mine.Sequences;
using CrmInsights.Mining.Recommend;

namespace CrmInsights.Local.Mine.Recommending;

/// <summary>`mine recommend`: what to offer next. Every method is tried on the last basket of each customer.</summary>
static class RecommendVerb
{
    static readonly Option<string?> s_method = new("--method") { Description = "popularity, neighbours (cosine), jaccard, als, bpr, nextbasket, or blend (learned from all of them); without it all are tried and the best by NDCG is used." };
    static readonly Option<double?> s_halfLife = new("--half-life") { Description = "popularity: time (days in tables) after which a purchase counts half." };
    static readonly Option<int> s_top = new("--top") { Description = "Items recommended to a customer.", DefaultValueFactory = _ => 10 };

    static RecommendVerb()
    {
        s_method.AcceptOnlyFromAmong([.. Recommenders.Single, Recommenders.Blend]);
        s_halfLife.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double?>() is not (null or > 0), "more than 0 was expected"));
        s_top.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() is < 1 or > 1000, "1 to 1000 was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("recommend", "Tries recommenders on each customer's last basket: SPMF's text format, or a table with customer, date and item.")
        {
            MineFlags.Data, EventFlags.Customer, EventFlags.Date, EventFlags.Item, EventFlags.NoHeader, s_method, s_halfLife, s_top, MineFlags.Seed, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (run, top) = (new MineRun("recommend", parsed, cancellation), parsed.GetValue(s_top));
        var input = run.Load(() => SequenceInput.Read(parsed, cancellation));
        var (sequences, settings) = (input.Sequences, new RecommenderSettings(run.Seed, parsed.GetValue(s_halfLife) ?? double.PositiveInfinity));
        var held = HeldOut.Of(sequences);
        if (held.Customers.Count == 0) throw new CommandFailedException($"{parsed.GetRequiredValue(MineFlags.Data).Name}: no customer has two baskets, so nothing can be tried.");
        var tried = run.Fit(() => Names(parsed, held).Select(name => (Name: name, Quality: held.Try(Recommenders.Fit(name, held.Training, settings, run.Context), top))).OrderByDescending(method => method.Quality.All.Ndcg).ToList());
        await run.WriteRowsAsync("customer,rank,item,score", Rows(input, Recommenders.Fit(tried[0].Name, sequences, settings, run.Context), top));
        return await run.FinishAsync(new MineResult
        {
            Rows = sequences.Count,
            Columns = sequences.ItemCount,
            Count = held.Customers.Count,
            Quality = Measures(tried[0].Quality),
            Top = [.. tried.Select(method => (object)new { method = method.Name, quality = Measures(method.Quality) })],
        }, [$"Tried on the last basket of {held.Customers.Count:N0} customers; best by NDCG first:", .. tried.Select(method => $"{method.Name,-11} hit rate {method.Quality.All.HitRate:0.000}, recall {method.Quality.All.Recall:0.000}, NDCG {method.Quality.All.Ndcg:0.000}, new items' NDCG {method.Quality.Explore.Ndcg:0.000}, coverage {method.Quality.Coverage:0.000}")]);
    }

    // A blender needs a basket to learn from before the one it is tried on.
    static IEnumerable<string> Names(ParseResult parsed, HeldOut held) => parsed.GetValue(s_method) is { } one
        ? [one]
        : HeldOut.Of(held.Training).Customers.Count > 0 ? [.. Recommenders.Single, Recommenders.Blend] : Recommenders.Single;

    static IEnumerable<string> Rows(SequenceInput input, Recommender recommender, int top) =>
        Enumerable.Range(0, input.Sequences.Count).SelectMany(customer =>
        {
            var scores = new double[input.Sequences.ItemCount];
            recommender(customer, scores);
            return TopItems.Of(scores, top).Where(item => !double.IsNegativeInfinity(scores[item])).Select((item, rank) => $"{MineOutput.Field(input.Customers[customer])},{rank + 1},{MineOutput.Field(input.Sequences.NameOf(item))},{MineOutput.Number(scores[item])}");
        });

    static Dictionary<string, double> Measures(RecommendationQuality quality) => new()
    {
        ["hitRate"] = quality.All.HitRate,
        ["recall"] = quality.All.Recall,
        ["ndcg"] = quality.All.Ndcg,
        ["repeatNdcg"] = quality.Repeat.Ndcg,
        ["exploreNdcg"] = quality.Explore.Ndcg,
        ["coverage"] = quality.Coverage,
        ["novelty"] = quality.Novelty,
    };
}
