using Microsoft.OData.Edm;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>The functions and actions that the Web API offers beside rows.</summary>
static class DataverseMessages
{
    public const string WhoAmI = "WhoAmI";
    public const string RetrieveTotalRecordCount = "RetrieveTotalRecordCount";
    public const string CreateMultiple = "CreateMultiple";
    public const string UpdateMultiple = "UpdateMultiple";
    public const string UpsertMultiple = "UpsertMultiple";

    public static void Declare(EdmModel model, EdmEntityContainer container, IEdmEntityType root)
    {
        var guid = EdmCoreModel.Instance.GetGuid(isNullable: false);
        var text = EdmCoreModel.GetCollection(EdmCoreModel.Instance.GetString(isNullable: false));
        var whoAmI = Complex(model, "WhoAmIResponse", [("UserId", guid), ("BusinessUnitId", guid), ("OrganizationId", guid)]);
        AddFunction(model, container, new EdmFunction(WebApiModel.Namespace, WhoAmI, whoAmI));

        var long64 = EdmCoreModel.GetCollection(EdmCoreModel.Instance.GetInt64(isNullable: false));
        var counts = Complex(model, "EntityRecordCountCollection", [
            ("Count", EdmCoreModel.Instance.GetInt32(false)), ("IsReadOnly", EdmCoreModel.Instance.GetBoolean(false)), ("Keys", text), ("Values", long64)]);
        var total = Complex(model, "RetrieveTotalRecordCountResponse", [("EntityRecordCountCollection", counts)]);
        var count = new EdmFunction(WebApiModel.Namespace, RetrieveTotalRecordCount, total);
        count.AddParameter("EntityNames", text);
        AddFunction(model, container, count);

        var rows = EdmCoreModel.GetCollection(new EdmEntityTypeReference(root, isNullable: false));
        var created = Complex(model, "CreateMultipleResponse", [("Ids", EdmCoreModel.GetCollection(guid))]);
        AddAction(model, CreateMultiple, rows, created);
        AddAction(model, UpdateMultiple, rows, result: null);
        AddAction(model, UpsertMultiple, rows, result: null);
    }

    static EdmComplexTypeReference Complex(EdmModel model, string name, (string Name, IEdmTypeReference Type)[] properties)
    {
        var type = new EdmComplexType(WebApiModel.Namespace, name);
        foreach (var property in properties) type.AddStructuralProperty(property.Name, property.Type);
        model.AddElement(type);
        return new EdmComplexTypeReference(type, isNullable: false);
    }

    static void AddFunction(EdmModel model, EdmEntityContainer container, EdmFunction function)
    {
        model.AddElement(function);
        container.AddFunctionImport(function.Name, function);
    }

    static void AddAction(EdmModel model, string name, IEdmTypeReference rows, IEdmTypeReference? result)
    {
        var action = new EdmAction(WebApiModel.Namespace, name, result, isBound: true, entitySetPathExpression: null);
        action.AddParameter("entityset", rows);
        action.AddParameter("Targets", rows);
        model.AddElement(action);
    }
}
