using System;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>The state of a contact as an event tells it.</summary>
static class ContactState
{
    static readonly string[] s_columns =
        ["createdon", "statecode", "transactioncurrencyid", "address1_country", "ownerid", "parentcustomerid", "ci_profilingstatus"];

    /// <param name="capture">The operation.</param>
    /// <param name="run">The run that waits for a score; null where nobody does.</param>
    /// <returns>Null where the contact is gone.</returns>
    public static InsightEvent? Event(Capture capture, Guid? run = null)
    {
        if (capture.ReadRow(s_columns) is not { } contact) return null;
        return InsightEvent.Changed("contact", capture, contact, new EventData
        {
            { "contactId", contact.Id },
            { "createdOn", contact.Date("createdon") },
            { "stateCode", contact.Choice("statecode") },
            { "currencyId", contact.Reference("transactioncurrencyid")?.Id },
            { "country", contact.Text("address1_country") },
            { "ownerId", contact.Reference("ownerid")?.Id },
            { "parentAccountId", ParentAccount(contact)?.Id },
            { "profilingStatus", contact.Choice(ProfilingStatus.Column) },
            { "rescoreRunId", run },
        });
    }

    /// <summary>A contact may also belong to another contact; only an account counts its orders.</summary>
    public static EntityReference? ParentAccount(Entity? contact) =>
        contact?.Reference("parentcustomerid") is { LogicalName: "account" } account ? account : null;
}
