using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value.Internals;

/// <summary>Fits and loads models by their kind.</summary>
static class PurchaseModels
{
    public static PurchaseModel Fit(PurchaseModelKind kind, PurchaseSummaries customers, RunContext run) => kind switch
    {
        PurchaseModelKind.ParetoNbd => ParetoNbd.Fit(customers, new PurchaseModelOptions(), run),
        PurchaseModelKind.BgNbd => BgNbd.Fit(customers, new PurchaseModelOptions(), run),
        _ => MbgNbd.Fit(customers, new PurchaseModelOptions(), run),
    };

    public static PurchaseModel Load(PurchaseModelKind kind, Stream stream) => kind switch
    {
        PurchaseModelKind.ParetoNbd => ParetoNbdModel.Load(stream),
        PurchaseModelKind.BgNbd => BgNbdModel.Load(stream),
        _ => MbgNbdModel.Load(stream),
    };
}
