namespace CrmInsights.App.Events;

/// <summary>Values of the choices ci_offeranswer and ci_offerrefusal.</summary>
static class OfferAnswers
{
    public const int None = 712340000;
    public const int NotNow = 712340002;
    public const int FirstReason = 712340000;
    public const int LastReason = 712340004;
}
