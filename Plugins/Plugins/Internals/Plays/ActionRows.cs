using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins;

/// <summary>Rows of ci_action: what a play did for a customer.</summary>
sealed class ActionRows
{
    public const string Table = "ci_action";
    public const string Slot = "ci_slot";

    const int LongestName = 200;
    const int LongestReason = 1000;

    readonly IOrganizationService _rows;

    public ActionRows(IOrganizationService rows) => _rows = rows;

    public Entity? Find(Guid id)
    {
        var query = new QueryExpression(Table) { ColumnSet = new ColumnSet("ci_status", "ci_activitytype") };
        query.Criteria.AddCondition("ci_actionid", ConditionOperator.Equal, id);
        return _rows.RetrieveMultiple(query).Entities.FirstOrDefault();
    }

    /// <summary>Writes what became of an occasion that creates nothing.</summary>
    public PlayResult Keep(PlayOccasion occasion, int status, string reason)
    {
        Write(occasion, status, reason, null);
        return PlayResult.Not(occasion.ActionId, reason);
    }

    public void Start(PlayOccasion occasion, string place) => Write(occasion, ActionStatus.Started, null, place);

    /// <summary>Says on the row why nothing came of it, and gives its place back.</summary>
    public void Fail(PlayOccasion occasion, string reason) => Write(occasion, ActionStatus.Failed, reason, null, withOwner: false);

    /// <summary>Says that another customer gets its place, which it still holds.</summary>
    public void Replace(Guid action, string reason) => _rows.Update(new Entity(Table, action)
    {
        ["ci_status"] = new OptionSetValue(ActionStatus.Skipped),
        ["ci_reason"] = Cut(reason, LongestReason),
    });

    public void GiveBack(Guid action) => _rows.Update(new Entity(Table, action) { [Slot] = null });

    void Write(PlayOccasion occasion, int status, string? reason, string? place, bool withOwner = true)
    {
        var row = new Entity(Table, occasion.ActionId)
        {
            ["ci_status"] = new OptionSetValue(status),
            ["ci_reason"] = reason is null ? null : Cut(reason, LongestReason),
            [Slot] = place,
        };
        if (Find(occasion.ActionId) is not null)
        {
            _rows.Update(row);
            return;
        }
        Describe(row, occasion);
        row["ci_controlgroup"] = status == ActionStatus.HeldOut;
        if (withOwner && occasion.Customer.Owner is { } owner) row["ownerid"] = owner;
        _rows.Create(row);
    }

    static void Describe(Entity row, PlayOccasion occasion)
    {
        var customer = occasion.Customer;
        row["ci_name"] = Cut($"{occasion.Play.Name}: {customer.Name}", LongestName);
        row["ci_playid"] = new EntityReference(Play.Table, occasion.Play.Id);
        row[customer.IsAccount ? "ci_accountid" : "ci_contactid"] = customer.Reference;
        row["ci_startedon"] = occasion.Time;
        row["ci_activitytype"] = PlayKind.Table(occasion.Play.Kind);
        row["ci_activityid"] = occasion.ActivityId.ToString("D");
        row["ci_rankvalue"] = customer.Value;
        if (customer.Currency is { } currency) row["transactioncurrencyid"] = currency;
        if (occasion.Crossing is not { } crossing) return;
        row["ci_fromband"] = Option(crossing.FromBand);
        row["ci_toband"] = Option(crossing.ToBand);
        row["ci_fromstage"] = Option(crossing.FromStage);
        row["ci_tostage"] = Option(crossing.ToStage);
        row["ci_insightson"] = crossing.ComputedOn;
    }

    static OptionSetValue? Option(int? value) => value is { } number ? new OptionSetValue(number) : null;

    static string Cut(string text, int length) => text.Length <= length ? text : text.Substring(0, length - 1) + "…";
}
