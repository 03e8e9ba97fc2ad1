using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Tests.Embedded.Storage;

/// <summary>Random queries over random rows, against LINQ with three-valued logic.</summary>
public sealed class QueryConformanceTests
{
    const int AccountCount = 120;
    const int QueryCount = 400;
    static readonly string?[] s_names = ["Alpha", "alpha", "Beta", "Ärger", "ärger", "50% off", "a_b", "axb", "[x]", null, "Zeta 9", "zeta 10"];
    static readonly ColumnPath s_ownName = ColumnPath.Of("name");
    static readonly ColumnPath s_parentName = new([new PathStep("parentaccountid", "account")], "name");

    readonly Random _random = new(20240301);

    [Fact]
    public async Task Queries_answer_as_LINQ_does()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var rows = await SeedAsync(organization);
        for (var number = 0; number < QueryCount; number++)
        {
            var filter = Filter(3);
            var top = _random.Next(1, 40);
            var query = new RowQuery("account") { Columns = ["name"], Filter = filter, Order = [new RowOrder(s_ownName, true), new RowOrder(ColumnPath.Of("revenue"), false)], Top = top, Count = true };

            var page = await organization.ReadAsync(session => session.Query(query));

            var expected = rows.Values.Where(row => Holds(filter, row, rows) == true)
                .OrderByDescending(row => (string?)row["name"], AsciiOrder.Instance).ThenBy(row => (decimal?)row["revenue"]).ThenBy(row => row.Id).ToList();
            page.Rows.Select(row => row.Id).ShouldBe(expected.Take(top).Select(row => row.Id), Shown(filter));
            (page.More, page.Count).ShouldBe((expected.Count > top, expected.Count), Shown(filter));
        }
    }

    async Task<Dictionary<Guid, TableRow>> SeedAsync(TestOrganization organization) => await organization.WriteAsync(session =>
    {
        var rows = new Dictionary<Guid, TableRow>();
        for (var number = 0; number < AccountCount; number++)
        {
            var row = new TableRow("account", Guid.Empty)
            {
                Values =
                {
                    ["name"] = Pick(s_names),
                    ["revenue"] = Pick<decimal?>([null, 0m, 0.0001m, 10m, 10.01m, 99999999999.9999m]),
                    ["numberofemployees"] = Pick<int?>([null, 0, 10, 99]),
                    ["creditonhold"] = Pick([true, false]),
                    ["address1_latitude"] = Pick<double?>([null, -1.5, 10, 47.25]),
                    ["lastonholdtime"] = Pick<DateTime?>([null, Day(1), Day(2)]),
                    ["parentaccountid"] = rows.Count == 0 || number % 3 == 0 ? null : new Lookup("account", rows.Keys.ElementAt(_random.Next(rows.Count))),
                },
            };
            row.Id = session.Create(row);
            rows.Add(row.Id, row);
        }
        return rows;
    });

    RowFilter Filter(int depth) => depth == 0 ? Leaf() : _random.Next(5) switch
    {
        0 => new RowFilter.And([Filter(depth - 1), Filter(depth - 1)]),
        1 => new RowFilter.Or([Filter(depth - 1), Filter(depth - 1)]),
        2 => new RowFilter.Not(Filter(depth - 1)),
        3 => new RowFilter.Any("account_parent_account", Leaf()),
        _ => Leaf(),
    };

    RowFilter Leaf()
    {
        var comparison = Pick(Enum.GetValues<CompareOperator>());
        return _random.Next(9) switch
        {
            0 => new RowFilter.Compare(Pick([s_ownName, s_parentName]), comparison, Pick(s_names)),
            1 => new RowFilter.Compare(ColumnPath.Of("revenue"), comparison, Pick<object?>([null, 10m, 10.00005m, 0, 99999999999.9999m])),
            2 => new RowFilter.Compare(ColumnPath.Of("numberofemployees"), comparison, Pick<object?>([null, 10, 9.5m])),
            3 => new RowFilter.Compare(ColumnPath.Of("creditonhold"), Pick([CompareOperator.Eq, CompareOperator.Ne]), true),
            4 => new RowFilter.Compare(ColumnPath.Of("lastonholdtime"), comparison, Pick<object?>([null, Day(1), Day(2).AddMilliseconds(-1)])),
            5 => new RowFilter.Text(s_ownName, Pick(Enum.GetValues<TextOperator>()), Pick(["a", "50%", "a_b", "ÄR", "[xz]", "[^a-y]", "9"])),
            6 => new RowFilter.In(s_ownName, [Pick(s_names) ?? "none", "BETA"]),
            7 => new RowFilter.CompareColumns(ColumnPath.Of("revenue"), comparison, ColumnPath.Of("numberofemployees")),
            _ => new RowFilter.Compare(ColumnPath.Of("address1_latitude"), comparison, Pick<object?>([10d, 10m, 0])),
        };
    }

    /// <summary>SQL's logic: null is unknown.</summary>
    static bool? Holds(RowFilter filter, TableRow row, Dictionary<Guid, TableRow> rows) => filter switch
    {
        RowFilter.And and => and.Parts.Select(part => Holds(part, row, rows)).Aggregate((bool?)true, (left, right) => left & right),
        RowFilter.Or or => or.Parts.Select(part => Holds(part, row, rows)).Aggregate((bool?)false, (left, right) => left | right),
        RowFilter.Not not => !Holds(not.Inner, row, rows),
        RowFilter.Any any => rows.Values.Any(child => Equals(child["parentaccountid"], new Lookup("account", row.Id)) && Holds(any.Inner!, child, rows) == true),
        RowFilter.Compare { Value: null } compare => compare.Operator switch
        {
            CompareOperator.Eq => Value(compare.Column, row, rows) is null,
            CompareOperator.Ne => Value(compare.Column, row, rows) is not null,
            _ => null,
        },
        RowFilter.Compare compare => Compared(Value(compare.Column, row, rows), compare.Operator, compare.Value),
        RowFilter.CompareColumns columns => Compared(Value(columns.Left, row, rows), columns.Operator, Value(columns.Right, row, rows)),
        RowFilter.Text text => Value(text.Column, row, rows) is string value ? LikeOracle.Matches(value, text.Operator, text.Value) : null,
        RowFilter.In list => Value(list.Column, row, rows) is string value ? list.Values.Any(item => string.Equals(value, (string?)item, StringComparison.OrdinalIgnoreCase)) : null,
        _ => throw new InvalidOperationException(),
    };

    static object? Value(ColumnPath path, TableRow row, Dictionary<Guid, TableRow> rows)
    {
        foreach (var step in path.Steps)
        {
            if (row[step.LookupColumn] is not Lookup lookup) return null;
            row = rows[lookup.Id];
        }
        return row[path.Column];
    }

    static bool? Compared(object? left, CompareOperator comparison, object? right)
    {
        if (left is null || right is null) return null;
        var order = left switch
        {
            string text => AsciiOrder.Compare(text, (string)right),
            bool flag => flag.CompareTo((bool)right),
            DateTime time => time.CompareTo((DateTime)right),
            _ => Convert.ToDecimal(left, null).CompareTo(Convert.ToDecimal(right, null)),
        };
        return comparison switch
        {
            CompareOperator.Eq => order == 0,
            CompareOperator.Ne => order != 0,
            CompareOperator.Gt => order > 0,
            CompareOperator.Ge => order >= 0,
            CompareOperator.Lt => order < 0,
            _ => order <= 0,
        };
    }

    static string Shown(RowFilter filter) => filter switch
    {
        RowFilter.And and => $"({string.Join(" and ", and.Parts.Select(Shown))})",
        RowFilter.Or or => $"({string.Join(" or ", or.Parts.Select(Shown))})",
        RowFilter.Not not => $"not {Shown(not.Inner)}",
        RowFilter.In list => $"{list.Column.Column} in {string.Join(", ", list.Values)}",
        _ => filter.ToString(),
    };

    static DateTime Day(int day) => new(2024, 1, day, 0, 0, 0, DateTimeKind.Utc);

    T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
