using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>Post-operation, asynchronous, Create, Update and Delete of ci_offer: forwards what was answered to an offer.</summary>
public sealed class ForwardOffer : CapturePlugin
{
    static readonly string[] s_columns = ["ci_accountid", "ci_contactid", "ci_productid", "ci_answer", "ci_answerreason", "ci_answeredon"];

    public ForwardOffer(string? unsecure, string? secure) : base(unsecure, secure) { }

    private protected override InsightEvent? Describe(Capture capture)
    {
        var before = CustomerOf(capture.Before);
        if (capture.IsDelete) return InsightEvent.Deleted("offer", capture, parent: before);
        if (capture.ReadRow(s_columns) is not { } offer) return null;
        if (CustomerOf(offer) is not { } customer) return null; // says nothing about anyone

        var former = before is null || before.Equals(customer) ? null : before;
        return InsightEvent.Changed("offer", capture, offer, new EventData
        {
            { "offerId", offer.Id },
            { "customerId", customer.Id },
            { "customerTable", customer.LogicalName },
            { "productId", offer.Reference("ci_productid")?.Id },
            { "answer", offer.Choice("ci_answer") },
            { "reason", offer.Choice("ci_answerreason") },
            { "answeredOn", offer.Date("ci_answeredon") },
            { "formerCustomerId", former?.Id },
            { "formerCustomerTable", former?.LogicalName },
        });
    }

    static EntityReference? CustomerOf(Entity? offer) => offer?.Reference("ci_accountid") ?? offer?.Reference("ci_contactid");
}
