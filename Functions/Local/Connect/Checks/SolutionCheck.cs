using CrmInsights.Dataverse;

namespace CrmInsights.Local.Connect.Checks;

/// <summary>Whether our solution is installed, in our version.</summary>
sealed class SolutionCheck : ICheck
{
    public string Subject => "Solution";

    public async Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation)
    {
        var query = new RowsQuery(DataverseTable.Solution, ["uniquename", "version"]) { Filter = $"uniquename eq '{target.Ours.UniqueName}'" };
        var installed = (await target.RowsAsync(query, cancellation)).FirstOrDefault()?.Text("version");
        return [Judge(target.Ours, installed)];
    }

    /// <summary>What is found where the solution is not there.</summary>
    public static string Missing(OurSolution ours) => $"{ours.UniqueName} is not installed.";

    Finding Judge(OurSolution ours, string? installed)
    {
        var zip = $"{ours.UniqueName}_managed.zip";
        if (installed is null) return Finding.Problem(Subject, Missing(ours), $"Import {zip} in the maker portal (Solutions, Import solution).");
        if (!Version.TryParse(installed, out var version)) return Finding.Problem(Subject, $"{ours.UniqueName} says it is version '{installed}'.", $"Import {zip} again.");
        if (version < ours.Version)
            return Finding.Problem(Subject, $"{ours.UniqueName} {version} is older than this program's {ours.Version}.", $"Import {zip} {ours.Version} over it; data and settings stay.");
        return version == ours.Version
            ? Finding.Ok(Subject, $"{ours.UniqueName} {version} is installed.")
            : Finding.Problem(Subject, $"{ours.UniqueName} {version} is newer than this program's {ours.Version}.", $"Use crminsights and the Function app of version {version}.");
    }
}
