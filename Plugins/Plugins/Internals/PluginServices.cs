using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Short words for what the platform hands to a step.</summary>
static class PluginServices
{
    /// <summary>Alias of the image that holds the row as it was.</summary>
    const string BeforeAlias = "pre";

    /// <summary>Alias of the image that holds the row as it is after the operation.</summary>
    const string AfterAlias = "post";

    public static T Get<T>(this IServiceProvider services) where T : class =>
        services.GetService(typeof(T)) as T
        ?? throw new InvalidPluginExecutionException($"The platform offers no {typeof(T).Name} to this step.");

    /// <summary>The row as it was before the operation; null where the step has no such image.</summary>
    public static Entity? Before(this IExecutionContext context) =>
        context.PreEntityImages.TryGetValue(BeforeAlias, out var image) ? image : null;

    /// <summary>The row as it is after the operation; null where the step has no such image.</summary>
    public static Entity? After(this IExecutionContext context) =>
        context.PostEntityImages.TryGetValue(AfterAlias, out var image) ? image : null;

    /// <summary>The columns that an Update or a Create writes.</summary>
    public static Entity? Written(this IExecutionContext context) =>
        context.InputParameters.TryGetValue("Target", out var target) ? target as Entity : null;

    /// <summary>The row that the operation is about. A bound custom API names it as its Target.</summary>
    public static EntityReference RowOf(this IExecutionContext context) =>
        context.InputParameters.TryGetValue("Target", out var target) && target is EntityReference named
            ? named
            : new EntityReference(context.PrimaryEntityName, context.PrimaryEntityId);
}
