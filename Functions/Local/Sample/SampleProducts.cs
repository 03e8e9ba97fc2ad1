using CrmInsights.Local.Import;

namespace CrmInsights.Local.Sample;

/// <summary>The catalogue of the sample company: 60 products, among them the planted ones.</summary>
static class SampleProducts
{
    internal const string Diapers = "P001";
    internal const string Beer = "P002";
    internal const string Seasonal = "P003";

    static readonly string[] s_goods =
    [
        "Coffee", "Tea", "Orange juice", "Mineral water", "Olive oil", "Rice", "Pasta", "Flour", "Sugar", "Salt",
        "Butter", "Yoghurt", "Cheddar", "Eggs", "Oat flakes", "Honey", "Soap", "Paper towels", "Detergent",
    ];
    static readonly string[] s_packs = ["small pack", "case", "pallet layer"];

    public static IReadOnlyList<ProductData> All { get; } = [.. Planted(), .. Ordinary()];

    static IEnumerable<ProductData> Planted() =>
    [
        Product(1, "Diapers, case", 24m),
        Product(2, "Beer, crate", 18m),
        Product(3, "Gingerbread, box", 15m),
    ];

    static IEnumerable<ProductData> Ordinary() =>
        from good in Enumerable.Range(0, s_goods.Length)
        from pack in Enumerable.Range(0, s_packs.Length)
        select Product(4 + (good * s_packs.Length) + pack, $"{s_goods[good]}, {s_packs[pack]}", PriceOf(good, pack));

    static decimal PriceOf(int good, int pack) => (4 + (good * 7 % 19)) * (pack switch { 0 => 1m, 1 => 5m, _ => 22m });

    static ProductData Product(int number, string name, decimal price) =>
        new($"P{number:000}", name, price, new RowPlace("sample company", number));
}
