using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins;

/// <summary>
/// The places that an owner has on a day. Steps run one by one and in no order, so the highest value does not come first by itself: where all
/// places are taken, a more valuable customer takes that of the least valuable one whose activity nobody has begun. A place is a value that the
/// table holds once only (an alternate key), so steps that run side by side cannot take the same.
/// </summary>
sealed class Places
{
    readonly IOrganizationService _rows;
    readonly ActionRows _actions;
    readonly ActivityRows _activities;

    public Places(IOrganizationService rows, ActionRows actions, ActivityRows activities)
    {
        _rows = rows;
        _actions = actions;
        _activities = activities;
    }

    /// <summary>A place for the occasion; null where there is none.</summary>
    public string? Take(PlayOccasion occasion)
    {
        var day = $"{occasion.Customer.Owner?.Id}:{PlayOccasion.Day(occasion.Time)}:";
        var taken = Taken(day);
        var free = Enumerable.Range(1, occasion.Play.Capacity).Select(number => day + number.ToString(CultureInfo.InvariantCulture))
            .FirstOrDefault(place => taken.All(action => action.Text(ActionRows.Slot) != place));
        return free ?? Displace(taken, occasion);
    }

    public bool IsTaken(string place)
    {
        var query = new QueryExpression(ActionRows.Table) { ColumnSet = new ColumnSet(ActionRows.Slot) };
        query.Criteria.AddCondition(ActionRows.Slot, ConditionOperator.Equal, place);
        return _rows.RetrieveMultiple(query).Entities.Count > 0;
    }

    string? Displace(IReadOnlyCollection<Entity> taken, PlayOccasion occasion)
    {
        var least = taken.Where(action => IsBelow(action, occasion.Customer))
            .OrderBy(action => action.Amount("ci_rankvalue") ?? decimal.MinValue)
            .ThenBy(action => action.Id)
            .FirstOrDefault(MayBeReplaced);
        if (least is null) return null;

        // The action says first that it is replaced, so that another job that meets the canceled activity knows why and goes on with it; so does this job after a death.
        if (IsStarted(least)) _actions.Replace(least.Id, $"Replaced by {occasion.Customer.Name}, whose expected value is higher: the owner's places of the day were taken.");
        _activities.Cancel(TableOf(least), ActivityOf(least));
        _actions.GiveBack(least.Id);
        // And again: its own job may have created it just now.
        _activities.Cancel(TableOf(least), ActivityOf(least));
        return least.Text(ActionRows.Slot);
    }

    List<Entity> Taken(string day)
    {
        var query = new QueryExpression(ActionRows.Table) { ColumnSet = new ColumnSet(ActionRows.Slot, "ci_rankvalue", "ci_activitytype", "ci_activityid", "ci_insightson") };
        query.Criteria.AddCondition(ActionRows.Slot, ConditionOperator.BeginsWith, day);
        return [.. _rows.RetrieveMultiple(query).Entities];
    }

    /// <summary>What somebody started by hand stays.</summary>
    static bool IsBelow(Entity action, PlayCustomer customer) =>
        action.Date("ci_insightson") is not null && (action.Amount("ci_rankvalue") ?? decimal.MinValue) < (customer.Value ?? decimal.MinValue);

    /// <summary>Nobody has begun with it, or another job is replacing it just now: which of the two gets the place, its key decides.</summary>
    bool MayBeReplaced(Entity action) => _activities.IsUntouched(TableOf(action), ActivityOf(action)) || !IsStarted(action);

    bool IsStarted(Entity action) => _actions.Find(action.Id)?.Choice("ci_status") == ActionStatus.Started;

    static string TableOf(Entity action) => action.Text("ci_activitytype") ?? "task";

    static Guid ActivityOf(Entity action) => Guid.TryParse(action.Text("ci_activityid"), out var id) ? id : Guid.Empty;
}
