using System.Globalization;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.WebApi;

namespace CrmInsights.Local.Embedded.Fetch;

/// <summary>One condition on a column.</summary>
sealed record FetchCondition(FetchScope Scope, ColumnPath Path, ColumnDefinition Column, IReadOnlyList<string> Values)
{
    public required string Operator { get; init; }

    public RowFilter Filter() => Operator switch
    {
        "null" => Compare(CompareOperator.Eq, null),
        "not-null" => Compare(CompareOperator.Ne, null),
        "eq-userid" => Compare(CompareOperator.Eq, Scope.UserId),
        "ne-userid" => Compare(CompareOperator.Ne, Scope.UserId),
        "in" => In(),
        "not-in" => new RowFilter.Not(In()),
        "between" => Between(),
        "not-between" => new RowFilter.Not(Between()),
        "like" => Text(TextOperator.Like),
        "not-like" => new RowFilter.Not(Text(TextOperator.Like)),
        "begins-with" => Text(TextOperator.StartsWith),
        "not-begin-with" => new RowFilter.Not(Text(TextOperator.StartsWith)),
        "ends-with" => Text(TextOperator.EndsWith),
        "not-end-with" => new RowFilter.Not(Text(TextOperator.EndsWith)),
        "on" => Within(Day(), Day().AddDays(1)),
        "on-or-after" => Within(Day(), null),
        "on-or-before" => Within(null, Day().AddDays(1)),
        _ when Comparison() is { } comparison => Compare(comparison, Constant(Value())),
        _ => Period(),
    };

    public RowFilter Against(ColumnPath other) =>
        new RowFilter.CompareColumns(Path, Comparison() ?? throw FetchXml.NotThere($"valueof with the operator '{Operator}'"), other);

    CompareOperator? Comparison() => Operator switch
    {
        "eq" => CompareOperator.Eq,
        "ne" or "neq" => CompareOperator.Ne,
        "gt" => CompareOperator.Gt,
        "ge" => CompareOperator.Ge,
        "lt" => CompareOperator.Lt,
        "le" => CompareOperator.Le,
        _ => null,
    };

    /// <summary><c>last-x-days</c> is LastXDays, <c>last-seven-days</c> is Last7Days in the other language.</summary>
    RowFilter Period()
    {
        var name = string.Concat(Operator.Split('-').Select(word => word switch { "seven" => "7", "olderthan" => "OlderThan", "" => "", _ => char.ToUpperInvariant(word[0]) + word[1..] }));
        if (FilterFunctions.Periods.Contains(name)) return Within(RelativePeriod.Of(name, Scope.Now));
        if (!FilterFunctions.CountedPeriods.Contains(name)) throw FetchXml.NotThere($"the operator '{Operator}'");
        return int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 100_000
            ? Within(RelativePeriod.Of(name, count, Scope.Now))
            : throw FetchXml.Wrong($"The operator '{Operator}' has the value '{Value()}'; expected a whole number from 1 to 100000.");
    }

    RowFilter.Compare Compare(CompareOperator comparison, object? value) => new(Path, comparison, value);

    RowFilter.In In() => new(Path, [.. Values.Select(Constant)]);

    RowFilter.Text Text(TextOperator text) => new(Path, text, Value());

    RowFilter.And Between() => Values.Count == 2
        ? new([Compare(CompareOperator.Ge, Constant(Values[0])), Compare(CompareOperator.Le, Constant(Values[1]))])
        : throw FetchXml.Wrong($"The operator '{Operator}' has {Values.Count} values; expected 2.");

    RowFilter Within(RelativePeriod period) => Within(period.From, period.To);

    RowFilter.And Within(DateTime? from, DateTime? to)
    {
        if (Column.Type is not (ColumnType.DateTime or ColumnType.DateOnly)) throw FetchXml.Wrong($"The operator '{Operator}' is for dates; '{Column.LogicalName}' is of type {Column.Type}.");
        var parts = new List<RowFilter>();
        if (from is { } start) parts.Add(Compare(CompareOperator.Ge, start));
        if (to is { } end) parts.Add(Compare(CompareOperator.Lt, end));
        return new(parts);
    }

    DateTime Day() => Constant(Value()) is DateTime moment ? moment.Date : throw FetchXml.Wrong($"'{Value()}' is no day to compare {Column.LogicalName} with.");

    object? Constant(string value) => ConstantReader.Read(value, Column);

    string Value() => Values.Count == 1 ? Values[0] : throw FetchXml.Wrong($"The operator '{Operator}' on '{Column.LogicalName}' has {Values.Count} values; expected 1.");
}
