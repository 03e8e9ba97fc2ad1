using Mono.Cecil;

namespace CrmInsights.Plugins.Tests.Sdk;

/// <summary>Types as a listing writes them: C# words for the simple ones, !0 and !!0 for generic parameters.</summary>
static class TypeText
{
    static readonly Dictionary<string, string> s_words = new()
    {
        ["System.Void"] = "void",
        ["System.Boolean"] = "bool",
        ["System.Char"] = "char",
        ["System.SByte"] = "sbyte",
        ["System.Byte"] = "byte",
        ["System.Int16"] = "short",
        ["System.UInt16"] = "ushort",
        ["System.Int32"] = "int",
        ["System.UInt32"] = "uint",
        ["System.Int64"] = "long",
        ["System.UInt64"] = "ulong",
        ["System.Single"] = "float",
        ["System.Double"] = "double",
        ["System.String"] = "string",
        ["System.Object"] = "object",
    };

    public static string NameOf(TypeReference type) => type.FullName.Replace('/', '+');

    public static string KindOf(TypeDefinition type)
    {
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (type.IsValueType) return "struct";
        return (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static class",
            (true, false) => "abstract class",
            (false, true) => "sealed class",
            _ => "class",
        };
    }

    public static string Of(TypeReference type) => type switch
    {
        GenericParameter parameter => (parameter.Type == GenericParameterType.Type ? "!" : "!!") + parameter.Position,
        ArrayType array => Of(array.ElementType) + "[]",
        ByReferenceType reference => Of(reference.ElementType),
        GenericInstanceType generic => $"{NameOf(generic.ElementType)}<{string.Join(", ", generic.GenericArguments.Select(Of))}>",
        _ => s_words.GetValueOrDefault(type.FullName, NameOf(type)),
    };
}
