using System;

namespace CrmInsights.Plugins;

/// <summary>
/// Which customers a play leaves alone so that its effect can be measured. Follows from customer and play alone: a customer is held out every
/// time or never, whoever asks.
/// </summary>
static class HoldOut
{
    const decimal Steps = 1_000_000m;

    public static bool Includes(decimal percent, Guid customer, Guid play)
    {
        var hash = DerivedId.Hash("holdout", customer, play);
        var place = ((uint)hash[0] << 24 | (uint)hash[1] << 16 | (uint)hash[2] << 8 | hash[3]) % (uint)Steps;
        return place < percent / 100m * Steps;
    }
}
