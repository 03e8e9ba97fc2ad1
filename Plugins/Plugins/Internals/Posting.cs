using System;

namespace CrmInsights.Plugins;

/// <summary>An event, where it goes and the key that proves who sent it.</summary>
sealed class Posting
{
    public Posting(InsightEvent happened, Uri address, SigningKey key)
    {
        Event = happened;
        Address = address;
        Key = key;
    }

    public InsightEvent Event { get; }
    public Uri Address { get; }
    public SigningKey Key { get; }
}
