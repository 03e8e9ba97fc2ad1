using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Custom APIs: names of ours, given once, a table that exists, and parameters that differ.</summary>
sealed class CustomApiCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        foreach (var api in model.Apis)
        {
            problems.Require(model.HasOurPrefix(api.Name), api.Declaration, $"the name {api.Name} does not start with the publisher's prefix {model.Prefix}_.");
            problems.Require(model.KnowsTable(api.Table), api.Declaration, $"the table {api.Table} is neither defined here nor a known stock table.");
            foreach (var twice in api.Requests.Concat(api.Responses).GroupBy(part => (part.Name.LocalName, (string?)part.Attribute("name"))).SelectMany(same => same.Skip(1)))
            {
                problems.Add(twice, $"{api.Name} has the {twice.Name.LocalName} {(string?)twice.Attribute("name")} twice.");
            }
        }
        foreach (var twice in model.Apis.GroupBy(api => api.Name, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
        {
            problems.Add(twice.Declaration, $"the custom API {twice.Name} is defined twice; one is bound to one table only.");
        }
    }
}
