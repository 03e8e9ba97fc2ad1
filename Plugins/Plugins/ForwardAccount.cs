namespace CrmInsights.Plugins;

/// <summary>Post-operation, asynchronous, Create, Update and Delete of account: forwards the account's state.</summary>
public sealed class ForwardAccount : CapturePlugin
{
    static readonly string[] s_columns =
    [
        "createdon", "statecode", "transactioncurrencyid", "industrycode", "address1_country", "numberofemployees", "revenue_base", "ownerid",
        "parentaccountid", "ci_profilingstatus",
    ];

    public ForwardAccount(string? unsecure, string? secure) : base(unsecure, secure)
    {
    }

    private protected override InsightEvent? Describe(Capture capture)
    {
        if (capture.IsDelete) return InsightEvent.Deleted("account", capture, parent: capture.Before?.Reference("parentaccountid"));
        if (capture.ReadRow(s_columns) is not { } account) return null;

        return InsightEvent.Changed("account", capture, account, new EventData
        {
            { "accountId", account.Id },
            { "createdOn", account.Date("createdon") },
            { "stateCode", account.Choice("statecode") },
            { "currencyId", account.Reference("transactioncurrencyid")?.Id },
            { "industryCode", account.Choice("industrycode") },
            { "country", account.Text("address1_country") },
            { "employees", account.Whole("numberofemployees") },
            { "revenue", account.Amount("revenue_base") },
            { "ownerId", account.Reference("ownerid")?.Id },
            { "parentAccountId", account.Reference("parentaccountid")?.Id },
            { "profilingStatus", account.Choice(ProfilingStatus.Column) },
        });
    }
}
