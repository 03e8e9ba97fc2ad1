namespace CrmInsights.Local.Connect.Checks;

/// <summary>Whether every plug-in step is registered and enabled.</summary>
sealed class StepCheck : ICheck
{
    const int Disabled = 1;

    public string Subject => "Plug-in steps";

    public async Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation)
    {
        var registered = await target.StepsAsync(cancellation);
        var findings = new List<Finding>();
        foreach (var step in target.Ours.Steps)
        {
            if (!registered.TryGetValue(step.Id, out var row))
                findings.Add(Finding.Problem(Subject, $"the step \"{step.Name}\" is not registered.", $"Import {target.Ours.UniqueName}_managed.zip again."));
            else if (row.Integer("statecode") == Disabled)
                findings.Add(Finding.Problem(Subject, $"the step \"{step.Name}\" is disabled.",
                    "Enable it in the Plug-in Registration Tool, or import the solution again with \"Enable Plugin steps and flows included in the solution\"."));
        }
        return findings.Count > 0 ? findings : [Finding.Ok(Subject, $"all {target.Ours.Steps.Count} are enabled.")];
    }
}
