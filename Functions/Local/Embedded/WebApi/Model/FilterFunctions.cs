using Microsoft.OData.Edm;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Declares the functions of Dataverse that a $filter may call, such as <c>Microsoft.Dynamics.CRM.LastXDays</c>.</summary>
static class FilterFunctions
{
    public static readonly string[] Periods =
    [
        "Today", "Yesterday", "Tomorrow", "Last7Days", "Next7Days", "LastWeek", "ThisWeek", "NextWeek",
        "LastMonth", "ThisMonth", "NextMonth", "LastYear", "ThisYear", "NextYear",
    ];

    public static readonly string[] CountedPeriods =
    [
        "LastXHours", "LastXDays", "LastXWeeks", "LastXMonths", "LastXYears", "NextXHours", "NextXDays", "NextXWeeks", "NextXMonths",
        "NextXYears", "OlderThanXMinutes", "OlderThanXHours", "OlderThanXDays", "OlderThanXWeeks", "OlderThanXMonths", "OlderThanXYears",
    ];

    static readonly string[] s_property = [.. Periods, "EqualUserId", "NotEqualUserId"];
    static readonly string[] s_date = ["On", "OnOrAfter", "OnOrBefore"];
    static readonly string[] s_values = ["In", "NotIn", "Between", "NotBetween"];

    // Known to Dataverse, refused by name here.
    static readonly string[] s_refusedProperty = ["EqualBusinessId", "NotEqualBusinessId", "EqualUserTeams", "EqualUserOrUserTeams", "ThisFiscalYear"];
    static readonly string[] s_refusedValues = ["ContainValues", "DoesNotContainValues"];
    static readonly string[] s_refusedGuid = ["Above", "AboveOrEqual", "Under", "UnderOrEqual", "NotUnder"];

    public static void Declare(EdmModel model, IEdmEntityType root)
    {
        var text = EdmCoreModel.Instance.GetString(isNullable: false);
        var number = EdmCoreModel.Instance.GetInt64(isNullable: false);
        Add(model, root, [.. s_property, .. s_refusedProperty], null);
        Add(model, root, CountedPeriods, ("PropertyValue", number));
        Add(model, root, [.. s_date, .. s_refusedGuid], ("PropertyValue", text));
        Add(model, root, [.. s_values, .. s_refusedValues], ("PropertyValues", EdmCoreModel.GetCollection(text)));
    }

    static void Add(EdmModel model, IEdmEntityType root, string[] names, (string Name, IEdmTypeReference Type)? value)
    {
        foreach (var name in names)
        {
            var function = new EdmFunction(
                WebApiModel.Namespace, name, EdmCoreModel.Instance.GetBoolean(isNullable: false), isBound: true, null, isComposable: false);
            function.AddParameter("entity", new EdmEntityTypeReference(root, isNullable: false));
            function.AddParameter("PropertyName", EdmCoreModel.Instance.GetString(isNullable: false));
            if (value is { } parameter) function.AddParameter(parameter.Name, parameter.Type);
            model.AddElement(function);
        }
    }
}
