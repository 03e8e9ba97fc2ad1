using System;
using System.Collections.Concurrent;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins;

/// <summary>Where the Function app takes events: the environment variable ci_FunctionsUrl, remembered for a minute per organization.</summary>
sealed class FunctionsAddress
{
    const string Variable = "ci_FunctionsUrl";
    const string Definitions = "environmentvariabledefinition";
    const string DefinitionId = "environmentvariabledefinitionid";
    const string Values = "environmentvariablevalue";

    static readonly TimeSpan s_memory = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<Guid, Remembered> _remembered = new();
    readonly IClock _clock;

    public FunctionsAddress(IClock clock) => _clock = clock;

    /// <summary>The address of the door for events.</summary>
    public Uri Of(Guid organizationId, IOrganizationService rows)
    {
        var now = _clock.UtcNow;
        if (_remembered.TryGetValue(organizationId, out var known) && now < known.Until) return known.Events;

        var events = EventsUnder(ReadSetting(rows));
        _remembered[organizationId] = new Remembered(events, now + s_memory);
        return events;
    }

    static string? ReadSetting(IOrganizationService rows)
    {
        var definition = First(rows, Definitions, Where("schemaname", Variable), DefinitionId, "defaultvalue");
        if (definition is null) return null;
        var value = First(rows, Values, Where(DefinitionId, definition.Id), "value")?.Text("value");
        return string.IsNullOrWhiteSpace(value) ? definition.Text("defaultvalue") : value;
    }

    static ConditionExpression Where(string column, object value) => new(column, ConditionOperator.Equal, value);

    static Entity? First(IOrganizationService rows, string table, ConditionExpression where, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns) };
        query.Criteria.AddCondition(where);
        return rows.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    static Uri EventsUnder(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting)) throw Refuse("has no value");
        if (!Uri.TryCreate(setting!.Trim(), UriKind.Absolute, out var address)) throw Refuse($"is \"{setting}\", which is no address");
        if (!IsSafe(address)) throw Refuse($"is \"{setting}\"; outside this machine only https is allowed");
        return new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/api/events");
    }

    static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    static InvalidPluginExecutionException Refuse(string found) => new(
        OperationStatus.Failed,
        $"The environment variable {Variable} {found}. It must hold the address of the Function app, for example https://contoso-insights.azurewebsites.net. "
        + "Set it in the CrmInsights solution under environment variables, or run \"crminsights connect\".");

    sealed class Remembered
    {
        public Remembered(Uri events, DateTimeOffset until)
        {
            Events = events;
            Until = until;
        }

        public Uri Events { get; }
        public DateTimeOffset Until { get; }
    }
}
