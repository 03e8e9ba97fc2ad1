namespace CrmInsights.Local.Connect;

/// <summary>What may be the address of the Function app.</summary>
static class AppAddress
{
    /// <summary>What is wrong with it; null where nothing is.</summary>
    public static string? Fault(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0) return "it is no address; expected such as https://contoso-insights.azurewebsites.net.";
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) return "it is not https; the plug-ins send to nothing else.";
        return address.PathAndQuery == "/" ? null : "it has a path; expected the base address, to which the plug-ins add /api/events.";
    }
}
