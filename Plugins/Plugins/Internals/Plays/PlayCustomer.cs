using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Plugins;

/// <summary>The account or contact that a play is for, as it now is, and whom a call or a letter would reach.</summary>
sealed class PlayCustomer
{
    const int Active = 0;

    static readonly string[] s_columns =
    [
        "ownerid", "statecode", ProfilingStatus.Column, "donotphone", "donotemail", "transactioncurrencyid", "ci_value12m", "ci_value12m_base", Bands.Column,
        Bands.StageColumn, "ci_churnscore", "ci_insights", "ci_nextbestofferreason",
    ];

    static readonly string[] s_contactColumns = [ProfilingStatus.Column, "donotphone", "donotemail"];

    PlayCustomer(Entity row, Entity? contact)
    {
        Row = row;
        Contact = contact;
    }

    public Entity Row { get; }

    /// <summary>The account's primary contact; null where there is none, or the customer is a contact itself.</summary>
    public Entity? Contact { get; }

    public bool IsAccount => Row.LogicalName == "account";
    public EntityReference Reference => new(Row.LogicalName, Row.Id);
    public string Name => Row.Text(IsAccount ? "name" : "fullname") ?? "a customer without a name";
    public EntityReference? Owner => Row.Reference("ownerid");
    public EntityReference? Currency => Row.Reference("transactioncurrencyid");
    public bool IsActive => (Row.Choice("statecode") ?? Active) == Active;
    public bool MayBeActedUpon => !ProfilingStatus.ForbidsScores(Row.Choice(ProfilingStatus.Column));

    /// <summary>In base currency; null where nothing was computed, or the row has no currency.</summary>
    public decimal? Value => Row.Amount("ci_value12m_base");

    /// <summary>Whom a call or a letter goes to.</summary>
    public Entity Recipient => Contact ?? Row;

    /// <summary>Null where the row is gone, or the user may not see it.</summary>
    public static PlayCustomer? Read(EntityReference customer, IOrganizationService rows)
    {
        var isAccount = customer.LogicalName == "account";
        string[] own = isAccount ? ["name", "primarycontactid"] : ["fullname"];
        if (Find(customer, rows, [.. s_columns, .. own]) is not { } row) return null;
        var contact = isAccount && row.Reference("primarycontactid") is { } reference ? Find(new EntityReference("contact", reference.Id), rows, s_contactColumns) : null;
        return new PlayCustomer(row, contact);
    }

    static Entity? Find(EntityReference wanted, IOrganizationService rows, string[] columns)
    {
        var query = new QueryExpression(wanted.LogicalName) { ColumnSet = new ColumnSet(columns) };
        query.Criteria.AddCondition(wanted.LogicalName + "id", ConditionOperator.Equal, wanted.Id);
        return rows.RetrieveMultiple(query).Entities.FirstOrDefault();
    }
}
