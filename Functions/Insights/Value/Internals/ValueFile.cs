using System.Text.Json;
using CrmInsights.Insights.Internals;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value.Internals;

/// <summary>The content of value.json.</summary>
sealed record ValueFile
{
    const string ExpectedFormat = "crminsights-value";
    const int ExpectedVersion = 2;

    public string Format { get; init; } = ExpectedFormat;
    public int FormatVersion { get; init; } = ExpectedVersion;
    public required DateTimeOffset TrainedOn { get; init; }
    public required DateTimeOffset LearnedFrom { get; init; }
    public required ValueSettings Settings { get; init; }
    public required PurchaseModelKind Kind { get; init; }
    public required JsonElement Purchases { get; init; }
    public required PurchaseModelKind KindWithoutRepeat { get; init; }
    public required JsonElement WithoutRepeat { get; init; }
    public JsonElement? Spend { get; init; }
    public required double MeanSpend { get; init; }
    public required bool TellsActivity { get; init; }

    public static ValueFile Of(ValueModel model) => new()
    {
        TrainedOn = model.TrainedOn,
        LearnedFrom = model.LearnedFrom,
        Settings = model.Settings,
        Kind = model.Kind,
        Purchases = StrictFile.Embed(model.Purchases.Save),
        KindWithoutRepeat = model.KindWithoutRepeat,
        WithoutRepeat = StrictFile.Embed(model.WithoutRepeat.Save),
        Spend = model.Spend is { } spend ? StrictFile.Embed(spend.Save) : null,
        MeanSpend = model.MeanSpend,
        TellsActivity = model.TellsActivity,
    };

    public ValueModel ToModel()
    {
        Require(Format == ExpectedFormat, "format", Format, ExpectedFormat);
        Require(FormatVersion == ExpectedVersion, "formatVersion", FormatVersion, ExpectedVersion);
        Require(KindWithoutRepeat != PurchaseModelKind.BgNbd, "kindWithoutRepeat", KindWithoutRepeat, "a model in which the first purchase can be the last");
        Require(MeanSpend >= 0, "meanSpend", MeanSpend, "0 or more");
        return new ValueModel
        {
            TrainedOn = TrainedOn,
            LearnedFrom = LearnedFrom,
            Settings = Settings,
            Kind = Kind,
            Purchases = Load(Purchases, "purchases", Kind),
            KindWithoutRepeat = KindWithoutRepeat,
            WithoutRepeat = Load(WithoutRepeat, "withoutRepeat", KindWithoutRepeat),
            Spend = Spend is { ValueKind: not JsonValueKind.Null } spend ? StrictFile.Extract(spend, $"{ValueModel.FileName}, spend", GammaGammaModel.Load) : null,
            MeanSpend = MeanSpend,
            TellsActivity = TellsActivity,
        };
    }

    static PurchaseModel Load(JsonElement element, string place, PurchaseModelKind kind) =>
        StrictFile.Extract(element, $"{ValueModel.FileName}, {place}", stream => PurchaseModels.Load(kind, stream));

    static void Require(bool holds, string place, object found, object expected) =>
        StrictFile.Require(holds, $"{ValueModel.FileName}, {place}", found, expected);
}
