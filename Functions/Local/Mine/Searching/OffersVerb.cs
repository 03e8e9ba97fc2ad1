using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Search;

namespace CrmInsights.Local.Mine.Searching;

/// <summary>`mine search offers`: which customer gets which offer, within a budget and what each owner can handle.</summary>
static class OffersVerb
{
    static readonly Option<double?> s_budget = new("--budget") { Description = "Most that all offers may cost; without it there is no limit." };
    static readonly Option<int?> s_capacity = new("--capacity") { Description = "Most offers of each owner; without it there is no limit." };
    static readonly Option<int> s_nodes = new("--nodes") { Description = "Most steps of the exact search; 0 leaves it out.", DefaultValueFactory = _ => 200_000 };

    static OffersVerb()
    {
        s_budget.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<double?>() is < 0 or double.NaN, "0 or more was expected"));
        s_capacity.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int?>() is < 0, "0 or more was expected"));
        s_nodes.Validators.Add(result => MineFlags.Refuse(result, result.GetValueOrDefault<int>() < 0, "0 or more was expected"));
    }

    public static Command Describe()
    {
        var command = new Command("offers", "Chooses at most one offer a customer from a CSV file with customer, offer and value, and, where they matter, cost and owner.")
        {
            MineFlags.Data, s_budget, s_capacity, s_nodes, MineFlags.Seed, MineFlags.Threads, MineFlags.Json, MineFlags.Out,
        };
        command.SetAction(RunAsync);
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var run = new MineRun("search offers", parsed, cancellation);
        var menu = run.Load(() => OfferMenu.Read(parsed, cancellation));
        if (parsed.GetValue(s_budget) is not null && !menu.HasCosts) throw new CommandFailedException($"{parsed.GetRequiredValue(MineFlags.Data).Name}: --budget needs a column cost.");
        if (parsed.GetValue(s_capacity) is not null && !menu.HasOwners) throw new CommandFailedException($"{parsed.GetRequiredValue(MineFlags.Data).Name}: --capacity needs a column owner.");
        var options = new OfferAllocationOptions { MaxNodes = parsed.GetValue(s_nodes), Genetic = new GeneticOptions { Seed = run.Seed } };
        var found = run.Fit(() => OfferAllocation.Solve(menu.Problem(parsed.GetValue(s_budget), parsed.GetValue(s_capacity)), options, run.Context));
        var chosen = found.OptionOfCustomer.Where(option => option >= 0).ToList();
        await run.WriteRowsAsync("customer,offer,value,cost", chosen.Select(option => $"{MineOutput.Field(menu.CustomerOf(option))},{MineOutput.Field(menu.OfferOf(option))},{MineOutput.Number(menu.Options[option].Value)},{MineOutput.Number(menu.Options[option].Cost)}"));
        return await run.FinishAsync(new MineResult
        {
            Rows = menu.Options.Count,
            Count = chosen.Count,
            Parameters = new Dictionary<string, double> { ["value"] = found.Value, ["cost"] = found.Cost, ["upperBound"] = found.UpperBound, ["provenBest"] = found.IsProvenBest ? 1 : 0 },
            Top = [.. found.ValueOfSearch.OrderByDescending(search => search.Value).Select(search => (object)new { search = search.Key.ToString(), value = search.Value })],
        }, [$"{chosen.Count:N0} offers by {found.Search}{(found.IsProvenBest ? ", proven the best" : $"; no choice brings more than {found.UpperBound:G9}")}.", .. found.ValueOfSearch.Select(search => $"{search.Key}: {search.Value:G9}")]);
    }
}
