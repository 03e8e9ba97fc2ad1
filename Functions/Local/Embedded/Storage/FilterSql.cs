using System.Text;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>Writes a filter as an SQL condition. Three-valued logic is SQL's own.</summary>
static class FilterSql
{
    public static string Write(RowFilter filter, QueryScope scope) => filter switch
    {
        RowFilter.And and => Joined(and.Parts, " AND ", "1", scope),
        RowFilter.Or or => Joined(or.Parts, " OR ", "0", scope),
        RowFilter.Not not => $"NOT ({Write(not.Inner, scope)})",
        RowFilter.Compare compare => Compare(compare, scope),
        RowFilter.CompareColumns columns => CompareColumns(columns, scope),
        RowFilter.Text text => Text(text, scope),
        RowFilter.In list => In(list, scope),
        RowFilter.Any any => Any(any, scope),
        _ => throw new OrganizationFaultException(FaultCode.Unsupported, $"The filter {filter.GetType().Name} is not supported."),
    };

    static string Joined(IReadOnlyList<RowFilter> parts, string word, string empty, QueryScope scope) =>
        parts.Count == 0 ? empty : "(" + string.Join(word, parts.Select(part => Write(part, scope))) + ")";

    static string Compare(RowFilter.Compare compare, QueryScope scope)
    {
        var (sql, column) = scope.Resolve(compare.Column);
        if (compare.Value is null)
        {
            return compare.Operator switch
            {
                CompareOperator.Eq => $"{sql} IS NULL",
                CompareOperator.Ne => $"{sql} IS NOT NULL",
                _ => "NULL",
            };
        }
        var constant = scope.Text.Argument(ColumnCodec.ToConstant(column, compare.Value));
        return NeedsFolding(compare.Value) ? $"text_fold({sql}) {Sign(compare.Operator)} text_fold({constant})" : $"{sql} {Sign(compare.Operator)} {constant}";
    }

    static string CompareColumns(RowFilter.CompareColumns columns, QueryScope scope)
    {
        var (left, leftColumn) = scope.Resolve(columns.Left);
        var (right, rightColumn) = scope.Resolve(columns.Right);
        // Columns that count in different units meet in the finer one.
        var leftFactor = Math.Max(1, (ColumnCodec.Unit(rightColumn) ?? 1) / (ColumnCodec.Unit(leftColumn) ?? 1));
        var rightFactor = Math.Max(1, (ColumnCodec.Unit(leftColumn) ?? 1) / (ColumnCodec.Unit(rightColumn) ?? 1));
        return $"{Times(left, leftFactor)} {Sign(columns.Operator)} {Times(right, rightFactor)}";
    }

    static string Times(string sql, decimal factor) => factor == 1 ? sql : $"{sql} * {(long)factor}.0";

    static string Text(RowFilter.Text text, QueryScope scope)
    {
        var (sql, _) = scope.Resolve(text.Column);
        var pattern = text.Operator switch
        {
            TextOperator.Contains => $"%{text.Value}%",
            TextOperator.StartsWith => $"{text.Value}%",
            TextOperator.Like => text.Value,
            _ => $"%{text.Value}",
        };
        var argument = scope.Text.Argument(pattern);
        return TextPattern.IsPlain(pattern) ? $"{sql} LIKE {argument}" : $"CASE WHEN {sql} IS NOT NULL THEN text_like({sql}, {argument}) END";
    }

    static string In(RowFilter.In list, QueryScope scope)
    {
        if (list.Values.Count == 0) return "0";
        var (sql, column) = scope.Resolve(list.Column);
        var folds = list.Values.Any(NeedsFolding);
        var constants = list.Values.Select(value => scope.Text.Argument(ColumnCodec.ToConstant(column, value)))
            .Select(constant => folds ? $"text_fold({constant})" : constant);
        return $"{(folds ? $"text_fold({sql})" : sql)} IN ({string.Join(", ", constants)})";
    }

    static string Any(RowFilter.Any any, QueryScope scope)
    {
        var relationship = scope.Table.Collection(any.Navigation);
        var related = scope.Over(relationship.ReferencingTable);
        var lookup = related.Table.Column(relationship.LookupColumn);
        var inner = any.Inner is null ? "1" : Write(any.Inner, related);
        return $"EXISTS (SELECT 1 FROM {related.From} WHERE {related.PointsTo(lookup, scope)} AND {inner})";
    }

    /// <summary>SQLite folds the case of ASCII letters only.</summary>
    static bool NeedsFolding(object? value) => value is string text && !Ascii.IsValid(text);

    static string Sign(CompareOperator comparison) => comparison switch
    {
        CompareOperator.Eq => "=",
        CompareOperator.Ne => "<>",
        CompareOperator.Gt => ">",
        CompareOperator.Ge => ">=",
        CompareOperator.Lt => "<",
        _ => "<=",
    };
}
