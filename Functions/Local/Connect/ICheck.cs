namespace CrmInsights.Local.Connect;

/// <summary>Looks at one thing that CrmInsights needs in an environment.</summary>
interface ICheck
{
    /// <summary>The thing, for findings.</summary>
    string Subject { get; }

    /// <summary>Looks; throws only what the way or the sign-in is to blame for.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation);
}
