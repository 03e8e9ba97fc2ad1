using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Security;

/// <summary>The platform's names of privileges, such as <c>prvWriteAccount</c>. Some tables stand under the privileges of another one.</summary>
static class PrivilegeNames
{
    public const string ActOnBehalf = "prvActOnBehalfOfAnotherUser";

    static readonly Dictionary<string, string> s_others = new()
    {
        ["systemuser"] = "User",
        ["systemuserroles"] = "Role",
        ["salesorderdetail"] = "SalesOrder",
        ["invoicedetail"] = "Invoice",
        ["productsubstitute"] = "Product",
        ["activitypointer"] = "Activity",
        ["activityparty"] = "Activity",
        ["sdkmessagefilter"] = "SdkMessage",
        ["customapirequestparameter"] = "CustomAPI",
        ["customapiresponseproperty"] = "CustomAPI",
        ["customcontrolresource"] = "CustomControl",
    };

    public static string Of(Verb verb, TableDefinition table) =>
        $"prv{verb}{(table.IsActivity ? "Activity" : s_others.GetValueOrDefault(table.LogicalName, table.SchemaName))}";
}
