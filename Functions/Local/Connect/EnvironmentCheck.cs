using CrmInsights.Dataverse;
using CrmInsights.Local.Connect.Checks;

namespace CrmInsights.Local.Connect;

/// <summary>All checks of an environment, in the order in which an admin mends.</summary>
static class EnvironmentCheck
{
    static readonly ICheck[] s_ofTheSolution = [new StepCheck(), new TrackingCheck(), new KeyCheck(), new AddressCheck(), new UserCheck()];

    public static async Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation)
    {
        ICheck[] first = [new SalesCheck(), new SolutionCheck()];
        var findings = new List<Finding>(await new SignInCheck().RunAsync(target, cancellation));
        if (findings.Exists(finding => finding.State != FindingState.Ok)) return [.. findings, .. NotChecked([.. first, .. s_ofTheSolution], "nobody is signed in.")];

        foreach (var check in first) findings.AddRange(await LookAsync(check, target, cancellation));
        if (findings.Exists(finding => finding.Found == SolutionCheck.Missing(target.Ours))) return [.. findings, .. NotChecked(s_ofTheSolution, "the solution is not installed.")];
        foreach (var check in s_ofTheSolution) findings.AddRange(await LookAsync(check, target, cancellation));
        return findings;
    }

    static IEnumerable<Finding> NotChecked(IEnumerable<ICheck> checks, string reason) => checks.Select(check => Finding.NotChecked(check.Subject, reason));

    static async Task<IReadOnlyList<Finding>> LookAsync(ICheck check, ConnectTarget target, CancellationToken cancellation)
    {
        try
        {
            return await check.RunAsync(target, cancellation);
        }
        catch (Exception refusal) when (refusal is DataverseException or InvalidDataException)
        {
            return [Finding.Problem(check.Subject, $"it could not be looked at: {refusal.Message}", "Sign in as a system administrator of this environment.")];
        }
    }
}
