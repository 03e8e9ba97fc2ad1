using System.Globalization;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Translates the functions of Dataverse in a $filter, such as <c>Microsoft.Dynamics.CRM.In(PropertyName='a',PropertyValues=['1'])</c>.</summary>
sealed class FilterFunctionTranslator(QueryScope scope, TableModel table)
{
    public RowFilter Translate(SingleValueFunctionCallNode function)
    {
        var name = function.Name[(WebApiModel.Namespace.Length + 1)..];
        var arguments = function.Parameters.OfType<NamedFunctionParameterNode>().ToDictionary(node => node.Name, node => Value(node.Value));
        var column = Column(arguments["PropertyName"] as string);
        var value = arguments.GetValueOrDefault("PropertyValue");
        return name switch
        {
            "In" => new RowFilter.In(column.Path, Values(arguments, column.Definition)),
            "NotIn" => new RowFilter.Not(new RowFilter.In(column.Path, Values(arguments, column.Definition))),
            "Between" => Between(column, Values(arguments, column.Definition)),
            "NotBetween" => new RowFilter.Not(Between(column, Values(arguments, column.Definition))),
            "EqualUserId" => new RowFilter.Compare(column.Path, CompareOperator.Eq, scope.UserId),
            "NotEqualUserId" => new RowFilter.Compare(column.Path, CompareOperator.Ne, scope.UserId),
            "On" => Range(column, Day(value, column), Day(value, column).AddDays(1)),
            "OnOrAfter" => Range(column, Day(value, column), null),
            "OnOrBefore" => Range(column, null, Day(value, column).AddDays(1)),
            _ when FilterFunctions.Periods.Contains(name) => Range(column, RelativePeriod.Of(name, scope.Now)),
            _ when FilterFunctions.CountedPeriods.Contains(name) => Range(column, RelativePeriod.Of(name, Count(value), scope.Now)),
            _ => throw WebApiException.NotThere($"{function.Name}() in $filter"),
        };
    }

    (ColumnPath Path, ColumnDefinition Definition) Column(string? name)
    {
        var property = name is null ? null : table.Column(name) ?? table.Property(name);
        return property is null
            ? throw WebApiException.OData($"Could not find a property named '{name}' on type '{table.TypeName}'.")
            : (ColumnPath.Of(property.Column.LogicalName), property.Column);
    }

    object? Value(QueryNode node) => node switch
    {
        SingleValueNode single when scope.Resolve(single) is ConstantNode constant => constant.Value,
        CollectionConstantNode list => list.Collection.Select(item => item.Value).ToArray(),
        _ => throw WebApiException.NotThere($"{node.Kind} as an argument of a function"),
    };

    static object?[] Values(Dictionary<string, object?> arguments, ColumnDefinition column)
    {
        var values = arguments["PropertyValues"] switch
        {
            ODataCollectionValue list => list.Items.ToArray(),
            object?[] list => list,
            var other => throw WebApiException.OData($"PropertyValues is '{other}'; expected a list such as [\"1\",\"2\"]."),
        };
        return Array.ConvertAll(values, value => ConstantReader.Read(value, column));
    }

    static RowFilter Between((ColumnPath Path, ColumnDefinition Definition) column, object?[] values) => values.Length == 2
        ? new RowFilter.And([
            new RowFilter.Compare(column.Path, CompareOperator.Ge, values[0]), new RowFilter.Compare(column.Path, CompareOperator.Le, values[1])])
        : throw WebApiException.OData($"Between has {values.Length} PropertyValues; expected 2.");

    static DateTime Day(object? value, (ColumnPath Path, ColumnDefinition Definition) column) =>
        column.Definition.Type is ColumnType.DateTime or ColumnType.DateOnly && ConstantReader.Read(value, column.Definition) is DateTime moment
            ? moment.Date
            : throw WebApiException.OData($"'{value}' is no day to compare {column.Definition.LogicalName} with.");

    static int Count(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture) is > 0 and <= 100_000 and var count
        ? (int)count
        : throw WebApiException.OData($"PropertyValue is {value}; expected a whole number from 1 to 100000.");

    RowFilter Range((ColumnPath Path, ColumnDefinition Definition) column, RelativePeriod period) => Range(column, period.From, period.To);

    static RowFilter Range((ColumnPath Path, ColumnDefinition Definition) column, DateTime? from, DateTime? to)
    {
        var parts = new List<RowFilter>();
        if (from is { } start) parts.Add(new RowFilter.Compare(column.Path, CompareOperator.Ge, start));
        if (to is { } end) parts.Add(new RowFilter.Compare(column.Path, CompareOperator.Lt, end));
        return parts is [var only] ? only : new RowFilter.And(parts);
    }
}
