using System.Globalization;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Random filters against LINQ with SQL's three-valued logic (reference section 6).</summary>
public sealed class FilterOracleTests : WebApiTest
{
    sealed record Row(string Number, string? Name, int? Employees, decimal? Revenue, bool? CreditOnHold, DateTime? Campaign);

    sealed record Condition(string Text, Func<Row, bool?> Holds);

    static readonly string?[] s_names = [null, "Adventure", "adventure works", "Bike", "O'Neil", "Zoo", ""];

    readonly List<Row> _rows = [];

    protected override async Task Arrange()
    {
        var random = new Random(1);
        for (var index = 0; index < 60; index++)
        {
            var row = new Row(index.ToString(CultureInfo.InvariantCulture), s_names[random.Next(s_names.Length)], Maybe(random, random.Next(5)),
                Maybe(random, random.Next(8) / 4m), Maybe(random, random.Next(2) == 0), Maybe(random, new DateTime(2024, 1, 1 + random.Next(4), 0, 0, 0, DateTimeKind.Utc)));
            _rows.Add(row);
            await Host.Create("accounts", new Dictionary<string, object?>
            {
                ["accountnumber"] = row.Number,
                ["name"] = row.Name,
                ["numberofemployees"] = row.Employees,
                ["revenue"] = row.Revenue,
                ["creditonhold"] = row.CreditOnHold,
                ["lastusedincampaign"] = row.Campaign?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            });
        }
        // What the server made of defaults and empty texts is what the oracle starts from.
        var stored = (await Host.Rows("accounts?$select=accountnumber,name,creditonhold")).ToDictionary(row => row.Text("accountnumber"));
        for (var index = 0; index < _rows.Count; index++)
        {
            var row = stored[_rows[index].Number]!;
            _rows[index] = _rows[index] with { Name = row["name"]?.GetValue<string>(), CreditOnHold = row["creditonhold"]?.GetValue<bool>() };
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Random_filters_find_what_LINQ_finds(int seed)
    {
        var random = new Random(seed);
        for (var trial = 0; trial < 250; trial++)
        {
            var condition = Random(random, depth: 3);
            var found = await Host.Rows("accounts?$select=accountnumber&$filter=" + Uri.EscapeDataString(condition.Text));
            found.Texts("accountnumber").Order(StringComparer.Ordinal)
                .ShouldBe(_rows.Where(row => condition.Holds(row) is true).Select(row => row.Number).Order(StringComparer.Ordinal), condition.Text);
        }
    }

    static T? Maybe<T>(Random random, T value) where T : struct => random.Next(4) == 0 ? null : value;

    static Condition Random(Random random, int depth)
    {
        if (depth == 0 || random.Next(4) == 0) return Leaf(random);
        var (left, right) = (Random(random, depth - 1), Random(random, depth - 1));
        return random.Next(3) switch
        {
            0 => new($"({left.Text} and {right.Text})", row => left.Holds(row) & right.Holds(row)),
            1 => new($"({left.Text} or {right.Text})", row => left.Holds(row) | right.Holds(row)),
            _ => new($"not ({left.Text})", row => !left.Holds(row)),
        };
    }

    static Condition Leaf(Random random) => random.Next(9) switch
    {
        0 => Compare(random, "numberofemployees", random.Next(5), row => row.Employees, value => value.ToString(CultureInfo.InvariantCulture)),
        1 => Compare(random, "revenue", random.Next(8) / 4m, row => row.Revenue, value => value.ToString(CultureInfo.InvariantCulture)),
        2 => Compare(random, "lastusedincampaign", new DateTime(2024, 1, 1 + random.Next(4), 0, 0, 0, DateTimeKind.Utc), row => row.Campaign, value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        3 => Flag(random.Next(2) == 0),
        4 => Text(random, "contains", (name, part) => name.Contains(part, StringComparison.OrdinalIgnoreCase)),
        5 => Text(random, random.Next(2) == 0 ? "startswith" : "endswith", null),
        6 => Null(random),
        7 => Name(random),
        _ => new("numberofemployees lt revenue", row => row.Employees is { } count && row.Revenue is { } money ? count < money : null),
    };

    static Condition Compare<T>(Random random, string column, T value, Func<Row, T?> of, Func<T, string> literal) where T : struct, IComparable<T>
    {
        var (name, holds) = Operator(random);
        return new($"{column} {name} {literal(value)}", row => of(row) is { } own ? holds(own.CompareTo(value)) : null);
    }

    static (string Name, Func<int, bool> Holds) Operator(Random random) => random.Next(6) switch
    {
        0 => ("eq", order => order == 0),
        1 => ("ne", order => order != 0),
        2 => ("gt", order => order > 0),
        3 => ("ge", order => order >= 0),
        4 => ("lt", order => order < 0),
        _ => ("le", order => order <= 0),
    };

    static Condition Flag(bool wanted) => new($"creditonhold eq {(wanted ? "true" : "false")}", row => row.CreditOnHold is { } flag ? flag == wanted : null);

    static Condition Text(Random random, string function, Func<string, string, bool>? holds)
    {
        string[] parts = ["a", "AD", "e", "o'", "zz", "works"];
        var part = parts[random.Next(parts.Length)];
        holds ??= function == "startswith"
            ? (name, text) => name.StartsWith(text, StringComparison.OrdinalIgnoreCase)
            : (name, text) => name.EndsWith(text, StringComparison.OrdinalIgnoreCase);
        return new($"{function}(name,'{part.Replace("'", "''", StringComparison.Ordinal)}')", row => row.Name is { } name ? holds(name, part) : null);
    }

    static Condition Null(Random random) => random.Next(4) switch
    {
        0 => new("name eq null", row => row.Name is null),
        1 => new("name ne null", row => row.Name is not null),
        2 => new("revenue eq null", row => row.Revenue is null),
        _ => new("lastusedincampaign ne null", row => row.Campaign is not null),
    };

    static Condition Name(Random random)
    {
        var (name, holds) = Operator(random);
        var value = s_names[random.Next(1, s_names.Length - 1)]!.ToUpperInvariant();
        return new($"name {name} '{value.Replace("'", "''", StringComparison.Ordinal)}'",
            row => row.Name is { } own ? holds(string.Compare(own.ToUpperInvariant(), value, StringComparison.Ordinal)) : null);
    }
}
