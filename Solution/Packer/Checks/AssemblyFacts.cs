using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CrmInsights.Packer.Checks;

/// <summary>What the built plug-in assembly says about itself, read without loading it.</summary>
sealed record AssemblyFacts(string FullName, IReadOnlySet<string> PluginClasses)
{
    const string PluginInterface = "Microsoft.Xrm.Sdk.IPlugin";

    public static bool IsAssembly(byte[] content)
    {
        try
        {
            using var image = new PEReader([.. content]);
            return image.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    public static AssemblyFacts Read(byte[] assembly)
    {
        using var image = new PEReader([.. assembly]);
        var metadata = image.GetMetadataReader();
        var classes = metadata.TypeDefinitions.Where(type => IsPlugin(metadata, type)).Select(type => NameOf(metadata, type));
        return new AssemblyFacts(FullNameOf(metadata), classes.ToHashSet(StringComparer.Ordinal));
    }

    static string FullNameOf(MetadataReader metadata)
    {
        var name = metadata.GetAssemblyDefinition().GetAssemblyName();
        var token = name.GetPublicKeyToken() is { Length: > 0 } bytes ? Convert.ToHexStringLower(bytes) : "null";
        return $"{name.Name}, Version={name.Version}, Culture=neutral, PublicKeyToken={token}";
    }

    static bool IsPlugin(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var attributes = metadata.GetTypeDefinition(handle).Attributes;
        return (attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public
            && (attributes & TypeAttributes.Abstract) == 0
            && Implements(metadata, handle);
    }

    /// <summary>Whether the class or one of its base classes in the same assembly is a plug-in.</summary>
    static bool Implements(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.IsNil || handle.Kind != HandleKind.TypeDefinition) return false;
        var type = metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
        return type.GetInterfaceImplementations().Any(implementation => NameOf(metadata, metadata.GetInterfaceImplementation(implementation).Interface) == PluginInterface)
            || Implements(metadata, type.BaseType);
    }

    static string NameOf(MetadataReader metadata, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => NameOf(metadata, (TypeDefinitionHandle)handle),
        HandleKind.TypeReference => NameOf(metadata, metadata.GetTypeReference((TypeReferenceHandle)handle)),
        _ => "",
    };

    static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    static string NameOf(MetadataReader metadata, TypeReference type) => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
}
