using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Profiles;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>
/// Shows the strongest rules as rows of ci_associationrule. A rule keeps its row, since the key follows from its products; a row is written
/// only where a figure or the sentence changed, and one whose rule no longer holds is deactivated.
/// </summary>
sealed class RuleRows(IDataverse dataverse)
{
    const int MostRules = 500;
    const int LongestName = 200;
    const int LongestLeftSide = 500;
    const int LongestSentence = 2000;
    const int Active = 0;

    static readonly string[] s_columns =
    [
        "ci_associationruleid", "statecode", "ci_words", "ci_support", "ci_confidence", "ci_lift", "ci_qvalue", "ci_customers",
    ];

    public async Task ShowAsync(InsightModels models, IReadOnlyDictionary<Guid, ProductFacts> products, RunState state, CancellationToken cancellation)
    {
        var found = models.Offers.Rules.Where(rule => products.ContainsKey(rule.Then)).Take(MostRules).ToDictionary(KeyOf);
        var present = await ReadAsync(cancellation);
        List<RowWrite> rows =
        [
            .. found.Where(rule => present.GetValueOrDefault(rule.Key) != Content(rule.Value, products))
                .Select(rule => new RowWrite(Reference(rule.Key), Columns(rule.Value, products, (models.TrainedOn, state.RunId)))),
            .. present.Where(row => row.Value is not null && !found.ContainsKey(row.Key)).Select(row => new RowWrite(Reference(row.Key), Inactive)),
        ];
        state.Counts["rules"] = found.Count;
        state.Counts["rulesWritten"] = rows.Count;
        if (rows.Count == 0) return;
        var written = await dataverse.WriteAsync(new WriteRequest(DataverseTable.AssociationRule, WriteKind.Upsert, rows), cancellation);
        foreach (var refused in written.Outcomes.OfType<RowOutcome.Rejected>()) state.AddError($"A rule was refused by ci_associationrule: {refused.Message}");
    }

    static Dictionary<string, object?> Inactive => new() { ["statecode"] = 1, ["statuscode"] = 2 };

    /// <summary>The content of each row; null for one that is not active.</summary>
    async Task<Dictionary<Guid, string?>> ReadAsync(CancellationToken cancellation)
    {
        var rows = new Dictionary<Guid, string?>();
        await foreach (var row in dataverse.ReadAsync(new RowsQuery(DataverseTable.AssociationRule, s_columns), cancellation))
            rows[row.Id] = (row.Integer("statecode") ?? Active) != Active ? null : Join(
                row.Text("ci_words"), row.Decimal("ci_support"), row.Decimal("ci_confidence"), row.Decimal("ci_lift"), row.Decimal("ci_qvalue"), row.Integer("ci_customers"));
        return rows;
    }

    static string Content(OfferRule rule, IReadOnlyDictionary<Guid, ProductFacts> products) =>
        Join(SentenceOf(rule, products), Support(rule), Confidence(rule), Lift(rule), FalseShare(rule), rule.Support);

    // 0.5 and 0.5000 are the same number.
    static string Join(params object?[] values) => string.Join('\n', values.Select(value =>
        value is decimal number ? number.ToString("0.##########", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture)));

    static Dictionary<string, object?> Columns(OfferRule rule, IReadOnlyDictionary<Guid, ProductFacts> products, (DateTimeOffset TrainedOn, Guid Run) found) => new()
    {
        ["ci_name"] = Shorten($"{rule.LeftSide(products)} -> {rule.RightSide(products)}", LongestName),
        ["ci_antecedent"] = Shorten(rule.LeftSide(products), LongestLeftSide),
        ["ci_consequentid"] = RowReference.ById(DataverseTable.Product, rule.Then),
        ["ci_words"] = SentenceOf(rule, products),
        ["ci_countedin"] = rule.Scope == RuleScope.Orders ? "orders" : "customers",
        ["ci_support"] = Support(rule),
        ["ci_confidence"] = Confidence(rule),
        ["ci_lift"] = Lift(rule),
        ["ci_qvalue"] = FalseShare(rule),
        ["ci_customers"] = rule.Support,
        ["ci_strength"] = Math.Round((decimal)rule.Score, 2),
        ["ci_validon"] = DateOnly.FromDateTime(found.TrainedOn.UtcDateTime),
        ["ci_runid"] = RowReference.ById(DataverseTable.Run, found.Run),
        ["statecode"] = Active,
        ["statuscode"] = 1,
    };

    static string SentenceOf(OfferRule rule, IReadOnlyDictionary<Guid, ProductFacts> products) => Shorten(rule.Sentence(products), LongestSentence);

    static decimal Support(OfferRule rule) => Math.Round((decimal)rule.Support / rule.Count, 6);

    static decimal Confidence(OfferRule rule) => Math.Round((decimal)rule.Confidence, 4);

    static decimal Lift(OfferRule rule) => Math.Round((decimal)Math.Min(rule.Lift, 1_000_000), 2);

    static decimal FalseShare(OfferRule rule) => Math.Round((decimal)rule.AdjustedPValue, 10);

    static Guid KeyOf(OfferRule rule) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule.Scope} {string.Join(' ', rule.If.Order())} -> {rule.Then}")).AsSpan(0, 16));

    static RowReference Reference(Guid key) => RowReference.ById(DataverseTable.AssociationRule, key);

    static string Shorten(string text, int longest) => text.Length <= longest ? text : text[..(longest - 3)] + "...";
}
