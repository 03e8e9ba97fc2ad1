namespace CrmInsights.App.Hosting;

/// <summary>What a real Functions host forbids.</summary>
static class HostRules
{
    // Every plan of Azure Functions sets one of these. CONTAINER_NAME, which some set too, is no sign: other hosts of containers use it.
    static readonly string[] s_azure = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "WEBSITE_POD_NAME", "FUNCTIONS_EXTENSION_VERSION"];

    public static void Check(AppSettings settings, IConfiguration configuration, List<string> faults)
    {
        var sign = s_azure.FirstOrDefault(name => !string.IsNullOrEmpty(configuration[name]));
        if (sign is null) return;

        if (settings.Store.StartsWith("sqlite:", StringComparison.OrdinalIgnoreCase) && !settings.DurableDisk)
            faults.Add($"CrmInsights__Store is SQLite, but this is an Azure Functions host ({sign} is set): its disks vanish and its instances share none. "
                + "Use PostgreSQL, or set CrmInsights__DurableDisk=true where the disk is durable and the app has a single instance.");
        if (settings.ClockOffset != TimeSpan.Zero)
            faults.Add($"CrmInsights__ClockOffsetSeconds is set, but this is an Azure Functions host ({sign} is set): a simulated clock is for crminsights run only.");
    }
}
