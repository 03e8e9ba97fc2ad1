namespace CrmInsights.Insights.Offers.Internals;

/// <summary>A method that is ready to find offers.</summary>
abstract class OfferFinder(OfferMethod method)
{
    public OfferMethod Method => method;

    /// <summary>Curves for the file of the model.</summary>
    public abstract IReadOnlyList<ChanceCurve> Curves { get; }

    /// <summary>Up to three offers, the best first, each product once; no offer scores more than the one before.</summary>
    public abstract IReadOnlyList<FoundOffer> Find(OfferView view);

    /// <summary>The finder that a method's curves make.</summary>
    public static OfferFinder Of(OfferMethod method, IReadOnlyList<ChanceCurve> curves) => method == OfferMethod.Rules
        ? new RuleFinder(curves.Count == RuleFinder.CurveCount ? (curves[0], curves[1]) : null)
        : new WeighingFinder(method, curves[0]);

    /// <summary>Number of curves of a method that a later time has judged.</summary>
    public static int CurvesOf(OfferMethod method) => method == OfferMethod.Rules ? RuleFinder.CurveCount : 1;
}
