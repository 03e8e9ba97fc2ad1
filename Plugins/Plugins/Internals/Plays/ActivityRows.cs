using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins;

/// <summary>The task, phone call or e-mail draft that a play creates for the owner of the customer.</summary>
sealed class ActivityRows
{
    const int LongestSubject = 200;
    const int LongestText = 2000;
    const int Open = 0;
    const int Canceled = 2;

    readonly IOrganizationService _rows;

    public ActivityRows(IOrganizationService rows) => _rows = rows;

    /// <summary>Creates the activity unless an earlier run of the same step has.</summary>
    public void CreateOnce(PlayOccasion occasion)
    {
        var table = PlayKind.Table(occasion.Play.Kind);
        if (!Exists(table, occasion.ActivityId)) _rows.Create(Describe(table, occasion));
    }

    public bool Exists(string table, Guid id) => Find(table, id) is not null;

    /// <summary>Whether nobody has begun with it: it is open and as it was created, or another job is about to create it.</summary>
    public bool IsUntouched(string table, Guid id) =>
        Find(table, id, "statecode", "createdon", "modifiedon") is not { } activity
        || (activity.Choice("statecode") == Open && activity.Date("createdon") == activity.Date("modifiedon"));

    /// <summary>May be done twice, and where there is none.</summary>
    public void Cancel(string table, Guid id)
    {
        if (Find(table, id, "statecode")?.Choice("statecode") != Open) return;
        _rows.Update(new Entity(table, id)
        {
            ["statecode"] = new OptionSetValue(Canceled),
            ["statuscode"] = new OptionSetValue(PlayKind.CanceledReason(table)),
        });
    }

    static Entity Describe(string table, PlayOccasion occasion)
    {
        var text = new PlayText(occasion.Customer, occasion.Crossing);
        var activity = new Entity(table, occasion.ActivityId)
        {
            ["subject"] = text.Fill(occasion.Play.Subject, LongestSubject),
            ["description"] = text.Fill(occasion.Play.Text, LongestText),
            ["scheduledend"] = occasion.Time.AddDays(occasion.Play.DueInDays),
            ["regardingobjectid"] = occasion.Customer.Reference,
        };
        if (occasion.Customer.Owner is { } owner) activity["ownerid"] = owner;
        if (occasion.Play.Kind is PlayKind.PhoneCall or PlayKind.EmailDraft) Address(activity, occasion.Customer);
        return activity;
    }

    /// <summary>From the owner, if that is a person, to the primary contact or the customer itself.</summary>
    static void Address(Entity activity, PlayCustomer customer)
    {
        activity["directioncode"] = true; // outgoing
        if (customer.Owner is { LogicalName: "systemuser" } owner) activity["from"] = Party(owner);
        activity["to"] = Party(new EntityReference(customer.Recipient.LogicalName, customer.Recipient.Id));
    }

    static EntityCollection Party(EntityReference who) => new([new Entity("activityparty") { ["partyid"] = who }]) { EntityName = "activityparty" };

    Entity? Find(string table, Guid id, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns) };
        query.Criteria.AddCondition("activityid", ConditionOperator.Equal, id);
        return _rows.RetrieveMultiple(query).Entities.FirstOrDefault();
    }
}
