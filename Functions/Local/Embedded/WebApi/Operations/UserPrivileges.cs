using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using CrmInsights.Local.Embedded.Security;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>RetrieveUserPrivileges of a systemuser: what its roles allow. The administrator may do what any role allows.</summary>
static class UserPrivileges
{
    public const string Name = "RetrieveUserPrivileges";
    const string UserTable = "systemuser";
    static readonly string[] s_depths = ["Basic", "Local", "Deep", "Global"];

    public static void Declare(EdmModel model)
    {
        var core = EdmCoreModel.Instance;
        var depth = new EdmEnumType(WebApiModel.Namespace, "PrivilegeDepth");
        for (var value = 0; value < s_depths.Length; value++) depth.AddMember(s_depths[value], new EdmEnumMemberValue(value));
        var privilege = new EdmComplexType(WebApiModel.Namespace, "RolePrivilege");
        privilege.AddStructuralProperty("Depth", new EdmEnumTypeReference(depth, isNullable: false));
        privilege.AddStructuralProperty("PrivilegeId", core.GetGuid(isNullable: false));
        privilege.AddStructuralProperty("BusinessUnitId", core.GetGuid(isNullable: false));
        privilege.AddStructuralProperty("PrivilegeName", core.GetString(isNullable: true));
        var answer = new EdmComplexType(WebApiModel.Namespace, Name + "Response");
        answer.AddStructuralProperty("RolePrivileges", EdmCoreModel.GetCollection(new EdmComplexTypeReference(privilege, isNullable: false)));
        var user = (IEdmEntityType)model.FindDeclaredType($"{WebApiModel.Namespace}.{UserTable}");
        var function = new EdmFunction(WebApiModel.Namespace, Name, new EdmComplexTypeReference(answer, isNullable: false), isBound: true, entitySetPathExpression: null, isComposable: false);
        function.AddParameter("entity", new EdmEntityTypeReference(user, isNullable: false));
        model.AddElements([depth, privilege, answer, function]);
    }

    public static bool IsMeant(OperationSegment segment) => segment.Operations.First().Name == Name;

    public static WebApiResponse Read(Call call)
    {
        var address = Target.Of(call, call.Path.Count - 1).SingleRow;
        var row = call.Session.Find(UserTable, address.Require(call.Session), ["businessunitid"]) ?? throw address.Missing();
        var unit = ((Lookup)row["businessunitid"]!).Id;
        var response = new WebApiResponse(200);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{WebApiModel.Namespace}.{Name}Response");
        json.WriteStartArray("RolePrivileges");
        foreach (var (name, depth) in Held(call, row.Id))
        {
            json.WriteStartObject();
            json.WriteString("Depth", depth.ToString());
            json.WriteString("PrivilegeId", StableId.Of(name));
            json.WriteString("BusinessUnitId", unit);
            json.WriteString("PrivilegeName", name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        return response;
    }

    static IEnumerable<KeyValuePair<string, AccessLevel>> Held(Call call, Guid user)
    {
        var rights = call.Organization.RightsOf(user);
        var held = rights.IsAdministrator ? Known(call).Select(privilege => KeyValuePair.Create(privilege, AccessLevel.Global)) : rights.Privileges;
        return held.OrderBy(privilege => privilege.Key, StringComparer.Ordinal);
    }

    /// <summary>Privileges that any role names.</summary>
    static IEnumerable<string> Known(Call call) => call.Session.Query(new RowQuery("role") { Columns = ["privileges"] }).Rows
        .SelectMany(role => (role["privileges"] as string ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Split(' ')[0]).Distinct(StringComparer.OrdinalIgnoreCase);
}
