using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins;

/// <summary>The active plays.</summary>
sealed class PlayList
{
    const int Active = 0;

    readonly List<Play> _plays;

    PlayList(List<Play> plays) => _plays = plays;

    /// <summary>By priority, then by name, so that the same play is found every time.</summary>
    public static PlayList Read(IOrganizationService rows)
    {
        var query = new QueryExpression(Play.Table) { ColumnSet = new ColumnSet(Play.Columns) };
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, Active);
        var plays = rows.RetrieveMultiple(query).Entities.Select(row => new Play(row));
        return new PlayList([.. plays.OrderBy(play => play.Priority).ThenBy(play => play.Name, StringComparer.Ordinal).ThenBy(play => play.Id)]);
    }

    public Play? FirstFor(Crossing crossing) => _plays.FirstOrDefault(play => play.Fits(crossing));

    /// <summary>The play of this name or id.</summary>
    public Play Named(string? text)
    {
        var wanted = (text ?? "").Trim();
        var found = Guid.TryParse(wanted, out var id)
            ? _plays.FirstOrDefault(play => play.Id == id)
            : _plays.FirstOrDefault(play => string.Equals(play.Name, wanted, StringComparison.OrdinalIgnoreCase));
        return found ?? throw new InvalidPluginExecutionException(
            OperationStatus.Failed,
            $"There is no active play \"{wanted}\". Expected the name or id of one of: {string.Join(", ", _plays.Select(play => play.Name).DefaultIfEmpty("(no play is active)"))}. "
            + "Plays are kept in the CrmInsights app under Retention, Plays.");
    }
}
