using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Local.Mine;

/// <summary>`mine recommend`: what to offer next. Every method is tried on the last basket of each customer.</summary>
static class RecommendVerb
{
    static readonly Option<string?> s_method = new("--method") { Description = "popularity, neighbours, als, bpr or nextbasket; without it all are tried and the best by NDCG is used." };
    static readonly Option<int> s_top = new("--top") { Description = "Items recommended to a customer.", DefaultValueFactory = _ => 10 };

    static RecommendVerb()
    {
        s_method.AcceptOnlyFromAmong([.. Recommenders.Names]);
        s_top.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() is < 1 or > 1000, "1 to 1000 was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("recommend", "Tries recommenders on each customer's last basket: SPMF's text format, or CSV with customer, date and item.")
        {
            MineFlags.Data, s_method, s_top, MineFlags.Seed, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (run, top) = (new MineRun("recommend", parsed, cancellation), parsed.GetValue(s_top));
        var sequences = run.Load(() => SequencesVerb.Load(parsed, cancellation));
        var names = parsed.GetValue(s_method) is { } one ? [one] : Recommenders.Names;
        var held = HeldOut.Of(sequences);
        if (held.Customers.Count == 0) throw new CommandFailedException($"{parsed.GetRequiredValue(MineFlags.Data).Name}: no customer has two baskets, so nothing can be tried.");
        var tried = run.Fit(() => names.Select(name => (Name: name, Quality: held.Try(Recommenders.Fit(name, held.Training, run.Seed, run.Context), top))).OrderByDescending(method => method.Quality.All.Ndcg).ToList());
        await run.WriteRowsAsync("customer,rank,item,score", Rows(sequences, Recommenders.Fit(tried[0].Name, sequences, run.Seed, run.Context), top));
        return await run.FinishAsync(new MineResult
        {
            Rows = sequences.Count,
            Columns = sequences.ItemCount,
            Count = held.Customers.Count,
            Quality = Measures(tried[0].Quality),
            Top = [.. tried.Select(method => (object)new { method = method.Name, quality = Measures(method.Quality) })],
        }, [$"Tried on the last basket of {held.Customers.Count:N0} customers; best by NDCG first:", .. tried.Select(method => $"{method.Name,-11} hit rate {method.Quality.All.HitRate:0.000}, recall {method.Quality.All.Recall:0.000}, NDCG {method.Quality.All.Ndcg:0.000}, new items' NDCG {method.Quality.Explore.Ndcg:0.000}, coverage {method.Quality.Coverage:0.000}")]);
    }

    static IEnumerable<string> Rows(SequenceDatabase sequences, Recommender recommender, int top) =>
        Enumerable.Range(0, sequences.Count).SelectMany(customer =>
        {
            var scores = new double[sequences.ItemCount];
            recommender(customer, scores);
            return TopItems.Of(scores, top).Select((item, rank) => $"{customer},{rank + 1},{MineOutput.Field(sequences.NameOf(item))},{MineOutput.Number(scores[item])}");
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
