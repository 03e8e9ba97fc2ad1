using System.Text.Json;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>The content of offers.json.</summary>
sealed record OfferFile
{
    const string ExpectedFormat = "crminsights-offers";
    const int ExpectedVersion = 2;

    public string Format { get; init; } = ExpectedFormat;
    public int FormatVersion { get; init; } = ExpectedVersion;
    public required DateTimeOffset TrainedOn { get; init; }
    public required OfferSettings Settings { get; init; }
    public required OfferRule[] Rules { get; init; }
    public required ProductStatistics[] Products { get; init; }
    public required OfferMethod Method { get; init; }
    public required OfferContest? Contest { get; init; }
    public required string? Missing { get; init; }
    public required CurveEntry[] Curves { get; init; }
    public required JsonElement? Neighbours { get; init; }
    public required JsonElement? Waits { get; init; }
    public required FollowUpFile? FollowUps { get; init; }

    public OfferFile Checked()
    {
        Require(Format == ExpectedFormat, "format", Format, ExpectedFormat);
        Require(FormatVersion == ExpectedVersion, "formatVersion", FormatVersion, ExpectedVersion);
        for (var index = 0; index < Rules.Length; index++) Check(Rules[index], $"rules[{index}]");
        Require(Products.DistinctBy(product => product.ProductId).Count() == Products.Length, "products", "a product twice", "each product once");
        var expected = Contest is null ? 0 : OfferFinder.CurvesOf(Method);
        Require(Curves.Length == expected, "curves", Curves.Length, expected);
        Require(Contest is null ? Method == OfferMethod.Rules : Method == Contest.Winner, "method", Method, Contest?.Winner ?? OfferMethod.Rules);
        Require(FollowUps?.Fits(Products.Length) ?? true, "followUps", "figures that do not fit one another", $"counts of {Products.Length} products, each pair once");
        return this;
    }

    static void Check(OfferRule rule, string place)
    {
        Require(rule.If.Count > 0, place, "no left side", "one product or more");
        Require(0 < rule.Support && rule.Support <= Math.Min(rule.IfSupport, rule.ThenSupport), place, $"support {rule.Support}", "more than 0 and at most that of each side");
        Require(rule.OthersShare is >= 0 and <= 1, place, $"others {rule.OthersShare}", "a share, 0 to 1");
        Require(Math.Max(rule.IfSupport, rule.ThenSupport) <= rule.Count, place, $"count {rule.Count}", "at least the support of each side");
    }

    static void Require(bool holds, string place, object found, object expected) =>
        StrictFile.Require(holds, $"{OfferModel.FileName}, {place}", found, expected);
}
