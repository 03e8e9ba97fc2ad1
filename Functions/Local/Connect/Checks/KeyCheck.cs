namespace CrmInsights.Local.Connect.Checks;

/// <summary>Whether every step that sends events has a signing key, the same one. What the key is stays unsaid.</summary>
sealed class KeyCheck : ICheck
{
    public string Subject => "Signing key";

    public async Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation)
    {
        var steps = await target.StepsAsync(cancellation);
        var keys = await SigningKeys.ReadAsync(target, steps.Values, cancellation);
        var findings = new List<Finding>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in target.Ours.Steps.Where(step => step.Signs && steps.ContainsKey(step.Id)))
        {
            if (keys.Of(steps[step.Id]) is not { } key) findings.Add(Missing(step));
            else if (key.Length < SigningKeys.ShortestKey) findings.Add(Finding.Problem(Subject,
                $"that of the step \"{step.Name}\" has {key.Length} characters; expected at least {SigningKeys.ShortestKey}.", SetKey));
            else found.Add(key);
        }
        if (found.Count > 1) findings.Add(Finding.Problem(Subject, $"the steps have {found.Count} different ones; the app takes a present and a former one.", SetKey));
        return findings.Count > 0 ? findings : [Finding.Ok(Subject, "set on every step that sends events.")];
    }

    const string SetKey = "Run crminsights connect --set-key, which sets the same on all steps.";

    Finding Missing(OurStep step) => Finding.Problem(Subject, $"the step \"{step.Name}\" has none.", SetKey);
}
