using System;

namespace CrmInsights.Plugins;

/// <summary>The state of an account as an event tells it.</summary>
static class AccountState
{
    static readonly string[] s_columns =
    [
        "createdon", "statecode", "transactioncurrencyid", "industrycode", "address1_country", "numberofemployees", "revenue_base", "ownerid",
        "parentaccountid", "ci_profilingstatus",
    ];

    /// <param name="capture">The operation.</param>
    /// <param name="run">The run that waits for a score; null where nobody does.</param>
    /// <returns>Null where the account is gone.</returns>
    public static InsightEvent? Event(Capture capture, Guid? run = null)
    {
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
            { "rescoreRunId", run },
        });
    }
}
