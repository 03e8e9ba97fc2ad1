using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Post-operation, asynchronous, Create, Update and Delete of contact: forwards the contact's state.</summary>
public sealed class ForwardContact : CapturePlugin
{
    static readonly string[] s_columns =
        ["createdon", "statecode", "transactioncurrencyid", "address1_country", "ownerid", "parentcustomerid", "ci_profilingstatus"];

    public ForwardContact(string? unsecure, string? secure) : base(unsecure, secure)
    {
    }

    private protected override InsightEvent? Describe(Capture capture)
    {
        if (capture.IsDelete) return InsightEvent.Deleted("contact", capture, parent: ParentAccount(capture.Before));
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
        });
    }

    /// <summary>A contact may also belong to another contact; only an account counts its orders.</summary>
    static EntityReference? ParentAccount(Entity? contact) =>
        contact?.Reference("parentcustomerid") is { LogicalName: "account" } account ? account : null;
}
