using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Translates the semantic tree of a $filter.</summary>
/// <param name="scope">What surrounds the query.</param>
/// <param name="table">The table whose rows are filtered.</param>
/// <param name="row">The variable that stands for the row: <c>$it</c>, or that of the lambda.</param>
/// <param name="level">How deep in the filter the part to translate lies.</param>
sealed class FilterTranslator(QueryScope scope, TableModel table, string row, int level = 0)
{
    // The database's own parser takes about twice as many.
    const int MostLevels = 50;

    int _level = level;

    public static RowFilter? Translate(QueryScope scope, TableModel table, FilterClause? filter) =>
        filter is null ? null : new FilterTranslator(scope, table, filter.RangeVariable.Name).Translate(filter.Expression);

    RowFilter Translate(SingleValueNode node)
    {
        if (++_level > MostLevels) throw WebApiException.OData($"The filter is nested more than {MostLevels} levels deep.");
        var filter = TranslateNode(node);
        _level--;
        return filter;
    }

    RowFilter TranslateNode(SingleValueNode node) => scope.Resolve(node) switch
    {
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and => new RowFilter.And(Chain(and)),
        BinaryOperatorNode { OperatorKind: BinaryOperatorKind.Or } or => new RowFilter.Or(Chain(or)),
        BinaryOperatorNode compare => Compare(compare),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => new RowFilter.Not(Translate(not.Operand)),
        SingleValueFunctionCallNode function => Call(function),
        InNode list => In(list),
        AnyNode any => Any(any),
        AllNode all => new RowFilter.Not(Lambda(all, inner => new RowFilter.Not(inner))),
        ConstantNode { Value: bool value } => value ? Always() : Never(),
        SingleValuePropertyAccessNode flag => new RowFilter.Compare(scope.Column(flag, row)!.Value.Path, CompareOperator.Eq, true),
        var other => throw WebApiException.NotThere($"{other.Kind} in $filter"),
    };

    // a and b and c is parsed as (a and b) and c: one list serves the database better.
    List<RowFilter> Chain(BinaryOperatorNode node)
    {
        var parts = new List<RowFilter>();
        SingleValueNode left = node;
        while (scope.Resolve(left) is BinaryOperatorNode inner && inner.OperatorKind == node.OperatorKind)
        {
            parts.Add(Translate(inner.Right));
            left = inner.Left;
        }
        parts.Add(Translate(left));
        parts.Reverse();
        return parts;
    }

    RowFilter Compare(BinaryOperatorNode node)
    {
        var comparison = Operator(node.OperatorKind);
        var (left, right) = (scope.Resolve(node.Left), scope.Resolve(node.Right));
        var (leftColumn, rightColumn) = (scope.Column(left, row), scope.Column(right, row));
        if (leftColumn is { } one && rightColumn is { } other) return new RowFilter.CompareColumns(one.Path, comparison, other.Path);
        if (leftColumn is { } column && right is ConstantNode constant) return Compare(column, comparison, constant.Value);
        if (rightColumn is { } mirrored && left is ConstantNode first) return Compare(mirrored, Mirror(comparison), first.Value);
        if (right is ConstantNode { Value: bool wanted }) return Truth(left, comparison, wanted);
        if (left is ConstantNode { Value: bool expected }) return Truth(right, comparison, expected);
        throw WebApiException.NotThere($"comparing {Describe(left)} with {Describe(right)} in $filter");
    }

    static string Describe(SingleValueNode node) => node switch
    {
        SingleValueFunctionCallNode function => function.Name + "()",
        BinaryOperatorNode operation => operation.OperatorKind.ToString(),
        CountNode => "$count",
        _ => node.Kind.ToString(),
    };

    RowFilter Compare((ColumnPath Path, ColumnDefinition Column) column, CompareOperator comparison, object? value) =>
        value is null && comparison is not (CompareOperator.Eq or CompareOperator.Ne)
            ? Never()   // OData 4.0, 5.1.1.1.3: ordering against null is false
            : new RowFilter.Compare(column.Path, comparison, ConstantReader.Read(value, column.Column));

    // contains(...) eq true
    RowFilter Truth(SingleValueNode condition, CompareOperator comparison, bool wanted) => comparison switch
    {
        CompareOperator.Eq when wanted => Translate(condition),
        CompareOperator.Ne when !wanted => Translate(condition),
        CompareOperator.Eq or CompareOperator.Ne => new RowFilter.Not(Translate(condition)),
        _ => throw WebApiException.NotThere($"{comparison} of conditions in $filter"),
    };

    RowFilter Call(SingleValueFunctionCallNode function)
    {
        if (function.Name.StartsWith(WebApiModel.Namespace, StringComparison.Ordinal))
            return new FilterFunctionTranslator(scope, table).Translate(function);
        TextOperator text = function.Name switch
        {
            "contains" => TextOperator.Contains,
            "startswith" => TextOperator.StartsWith,
            "endswith" => TextOperator.EndsWith,
            _ => throw WebApiException.NotThere($"{function.Name}() in $filter"),
        };
        var arguments = function.Parameters.Cast<SingleValueNode>().Select(scope.Resolve).ToArray();
        if (scope.Column(arguments[0], row) is not { } column || arguments[1] is not ConstantNode value)
            throw WebApiException.NotThere($"{function.Name}() of anything but a column and a text");
        return value.Value is string part ? new RowFilter.Text(column.Path, text, part) : Never();
    }

    RowFilter In(InNode node)
    {
        if (scope.Column(scope.Resolve(node.Left), row) is not { } column || node.Right is not CollectionConstantNode list)
            throw WebApiException.NotThere("'in' with anything but a column and a list of values");
        return new RowFilter.In(column.Path, [.. list.Collection.Select(item => ConstantReader.Read(item.Value, column.Column))]);
    }

    RowFilter Any(AnyNode node) =>
        node.Body is ConstantNode { Value: true } ? new RowFilter.Any(Collection(node.Source).Name, null) : Lambda(node, inner => inner);

    RowFilter Lambda(LambdaNode node, Func<RowFilter, RowFilter> inner)
    {
        var navigation = Collection(node.Source);
        var translator = new FilterTranslator(scope, scope.Model.Table(navigation.RelatedTable), node.CurrentRangeVariable.Name, _level);
        return new RowFilter.Any(navigation.Name, inner(translator.Translate(node.Body)));
    }

    Navigation Collection(CollectionNode source) =>
        source is CollectionNavigationNode { Source: ResourceRangeVariableReferenceNode variable } node && variable.Name == row
            ? scope.Navigation(node.NavigationProperty)
            : throw WebApiException.NotThere("any() or all() behind a lookup");

    RowFilter.Compare Always() => new(ColumnPath.Of(table.Table.PrimaryKey), CompareOperator.Ne, null);

    RowFilter.Compare Never() => new(ColumnPath.Of(table.Table.PrimaryKey), CompareOperator.Eq, null);

    static CompareOperator Operator(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equal => CompareOperator.Eq,
        BinaryOperatorKind.NotEqual => CompareOperator.Ne,
        BinaryOperatorKind.GreaterThan => CompareOperator.Gt,
        BinaryOperatorKind.GreaterThanOrEqual => CompareOperator.Ge,
        BinaryOperatorKind.LessThan => CompareOperator.Lt,
        BinaryOperatorKind.LessThanOrEqual => CompareOperator.Le,
        _ => throw WebApiException.NotThere($"the operator {kind} in $filter"),
    };

    static CompareOperator Mirror(CompareOperator comparison) => comparison switch
    {
        CompareOperator.Gt => CompareOperator.Lt,
        CompareOperator.Ge => CompareOperator.Le,
        CompareOperator.Lt => CompareOperator.Gt,
        CompareOperator.Le => CompareOperator.Ge,
        _ => comparison,
    };
}
