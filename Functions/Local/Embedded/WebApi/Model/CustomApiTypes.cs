using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.Edm;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Declares the custom APIs as actions and functions.</summary>
/// <param name="model">The model.</param>
/// <param name="root">Base type of all tables.</param>
/// <param name="tables">Type of each table.</param>
sealed class CustomApiTypes(EdmModel model, IEdmEntityType root, IReadOnlyDictionary<string, EdmEntityType> tables)
{
    public void Declare(CustomApi api, EdmEntityContainer container)
    {
        var isBound = api.Binding != BindingType.Global;
        EdmOperation operation = api.IsFunction
            ? new EdmFunction(WebApiModel.Namespace, api.Name, Answer(api), isBound, null, isComposable: false)
            : new EdmAction(WebApiModel.Namespace, api.Name, api.Response.Count == 0 ? null : Answer(api), isBound, null);
        if (isBound) operation.AddParameter("entity", Binding(api));
        foreach (var parameter in api.Request.OrderBy(parameter => parameter.IsOptional)) AddParameter(operation, parameter);
        model.AddElement(operation);
        if (isBound) return;
        if (operation is EdmFunction function) container.AddFunctionImport(function.Name, function);
        else container.AddActionImport(api.Name, (IEdmAction)operation);
    }

    void AddParameter(EdmOperation operation, ApiParameter parameter)
    {
        if (parameter.IsOptional) operation.AddOptionalParameter(parameter.Name, Type(parameter.Type));
        else operation.AddParameter(parameter.Name, Type(parameter.Type));
    }

    IEdmTypeReference Binding(CustomApi api)
    {
        var row = new EdmEntityTypeReference(tables[api.Table!], isNullable: false);
        return api.Binding == BindingType.Table ? row : EdmCoreModel.GetCollection(row);
    }

    EdmComplexTypeReference Answer(CustomApi api)
    {
        var type = new EdmComplexType(WebApiModel.Namespace, AnswerName(api.Name));
        foreach (var property in api.Response.Where(property => !IsRows(property.Type))) type.AddStructuralProperty(property.Name, Type(property.Type));
        model.AddElement(type);
        return new EdmComplexTypeReference(type, isNullable: false);
    }

    public static string AnswerName(string api) => api + "Response";

    /// <summary>Rows are parameters only of calls from plug-ins.</summary>
    public static bool IsRows(ParameterType type) => type is ParameterType.Entity or ParameterType.EntityCollection or ParameterType.EntityReference;

    IEdmTypeReference Type(ParameterType type)
    {
        var row = new EdmEntityTypeReference(root, isNullable: true);
        var core = EdmCoreModel.Instance;
        return type switch
        {
            ParameterType.Boolean => core.GetBoolean(true),
            ParameterType.DateTime => core.GetDateTimeOffset(true),
            ParameterType.Decimal or ParameterType.Money => core.GetDecimal(true),
            ParameterType.Float => core.GetDouble(true),
            ParameterType.Integer or ParameterType.Picklist => core.GetInt32(true),
            ParameterType.String => core.GetString(true),
            ParameterType.StringArray => EdmCoreModel.GetCollection(core.GetString(true)),
            ParameterType.Guid => core.GetGuid(true),
            ParameterType.EntityCollection => EdmCoreModel.GetCollection(row),
            _ => row,
        };
    }
}
