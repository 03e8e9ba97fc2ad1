using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins;

/// <summary>What the customer allows at this moment. Of the customer and the person who would be reached, the stricter wins.</summary>
static class Consent
{
    /// <summary>Why a play of this kind must not be started; null where it may.</summary>
    public static string? Objection(int kind, PlayCustomer customer) => kind switch
    {
        PlayKind.PhoneCall => Objection(customer, "donotphone", "phone calls"),
        PlayKind.EmailDraft => Objection(customer, "donotemail", "e-mails"),
        _ => null,
    };

    static string? Objection(PlayCustomer customer, string column, string what)
    {
        if (Forbids(customer.Row, column)) return $"The customer wants no {what}.";
        if (customer.Contact is not { } contact) return null;
        if (Forbids(contact, column)) return $"The primary contact wants no {what}.";
        return ProfilingStatus.ForbidsScores(contact.Choice(ProfilingStatus.Column)) ? $"The primary contact objected to profiling or had it restricted, and the {what} would go there." : null;
    }

    static bool Forbids(Entity row, string column) => row.GetAttributeValue<bool?>(column) == true;
}
