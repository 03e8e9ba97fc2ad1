namespace CrmInsights.Local.Embedded;

/// <summary>How <see cref="EmbeddedDataverse"/> opens.</summary>
sealed record EmbeddedOptions
{
    /// <summary>ISO code of the base currency of a new organisation.</summary>
    public string BaseCurrency { get; init; } = "USD";
    /// <summary>Name of a new organisation.</summary>
    public string OrganizationName { get; init; } = "CrmInsights";
    /// <summary>False opens an organisation without Dynamics 365 Sales (product, salesorder, salesorderdetail).</summary>
    public bool WithSales { get; init; } = true;
    /// <summary>True waits for the disk at every commit, so that even a power cut loses nothing.</summary>
    public bool Durable { get; init; }
    /// <summary>Plug-in jobs that run at the same time.</summary>
    public int JobWorkers { get; init; } = 6;
    /// <summary>True keeps stored jobs waiting until <see cref="EmbeddedDataverse.StartJobs"/>: for an owner whose plug-ins call what is not up yet.</summary>
    public bool HoldsJobs { get; init; }
}
