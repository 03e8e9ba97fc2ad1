namespace CrmInsights.Packer.Model;

/// <summary>The column types of the sources, their name on the platform and the form controls that can show them.</summary>
static class ColumnTypes
{
    const string Line = "4273edbd-ac1d-40d3-9fb2-095c621b552d";
    const string LinkedLine = "71716b6c-711e-476c-8ab8-5d11542bfb47";
    const string TextArea = "e0dece4b-6fc8-4a8f-a065-082708572369";
    const string Lookup = "270bd3db-d9af-4782-9025-509e298dec0a";
    const string Day = "5b773807-9fb2-42db-97c3-7a91eff8adff";
    const string Choice = "3ef39988-22bb-4f0b-bbbe-64b5a3748aee";

    static readonly Dictionary<string, (string Platform, string[] Controls)> s_types = new(StringComparer.Ordinal)
    {
        ["key"] = ("primarykey", []),
        ["text"] = ("nvarchar", [Line, LinkedLine, TextArea]),
        ["memo"] = ("ntext", [TextArea]),
        ["integer"] = ("int", ["c6d124ca-7eda-4a60-aea9-7fb8d318b68f"]),
        ["decimal"] = ("decimal", ["c3efe0c3-0ec6-42be-8349-cbd9079dfd8e"]),
        ["money"] = ("money", ["533b9e00-756b-4312-95a0-dc888637ac78"]),
        ["date"] = ("datetime", [Day]),
        ["datetime"] = ("datetime", [Day]),
        ["boolean"] = ("bit", ["67fac785-cd58-4f9f-abb3-4b7ddc6ed5ed", "b0c6723a-8503-4fd7-bb28-c8a06ac933c2"]),
        ["choice"] = ("picklist", [Choice]),
        ["lookup"] = ("lookup", [Lookup]),
        ["owner"] = ("owner", [Lookup]),
        ["state"] = ("state", [Choice]),
        ["status"] = ("status", ["5d68b988-0661-4db2-bc3e-17598ad3be6c"]),
    };

    public static string OnPlatform(string type) => s_types[type].Platform;

    /// <summary>Whether the control with this class id can show the type.</summary>
    public static bool CanShow(string type, string classId) =>
        s_types[type].Controls.Contains(classId.Trim('{', '}'), StringComparer.OrdinalIgnoreCase);
}
