using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Short words for what the platform hands to a step.</summary>
static class PluginServices
{
    /// <summary>Alias of the image that holds the row as it was.</summary>
    const string BeforeAlias = "pre";

    public static T Get<T>(this IServiceProvider services) where T : class =>
        services.GetService(typeof(T)) as T
        ?? throw new InvalidPluginExecutionException($"The platform offers no {typeof(T).Name} to this step.");

    /// <summary>The row as it was before the operation; null where the step has no such image.</summary>
    public static Entity? Before(this IExecutionContext context) =>
        context.PreEntityImages.TryGetValue(BeforeAlias, out var image) ? image : null;
}
