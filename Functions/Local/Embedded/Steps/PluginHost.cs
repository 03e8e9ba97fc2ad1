using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Loads plug-in assemblies from their rows and keeps one instance of a plug-in for each step and configuration, as Dataverse does.</summary>
sealed class PluginHost(Func<Guid, byte[]> readAssembly)
{
    readonly ConcurrentDictionary<Guid, Lazy<Assembly>> _assemblies = new();
    readonly ConcurrentDictionary<Guid, Lazy<IPlugin>> _plugins = new();

    /// <exception cref="InvalidPluginExecutionException">There is no such plug-in in the assembly, or it cannot be made.</exception>
    public IPlugin PluginOf(Step step) => _plugins.GetOrAdd(step.Id, _ => new Lazy<IPlugin>(() => Make(step))).Value;

    /// <summary>Assemblies and configurations are read anew by the next step that runs.</summary>
    public void Forget()
    {
        _plugins.Clear();
        _assemblies.Clear();
    }

    IPlugin Make(Step step)
    {
        var assembly = _assemblies.GetOrAdd(step.AssemblyId, id => new Lazy<Assembly>(() => Load(id))).Value;
        var type = assembly.GetType(step.TypeName) ?? throw Refuse(step, "the assembly has no such type");
        if (!typeof(IPlugin).IsAssignableFrom(type)) throw Refuse(step, "the type is no IPlugin");
        try
        {
            return (IPlugin)Construct(step, type);
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            throw Refuse(step, error.InnerException.Message);
        }
    }

    static object Construct(Step step, Type type)
    {
        if (type.GetConstructor([typeof(string), typeof(string)]) is { } two) return two.Invoke([step.UnsecureConfiguration, step.SecureConfiguration]);
        if (type.GetConstructor([typeof(string)]) is { } one) return one.Invoke([step.UnsecureConfiguration]);
        return type.GetConstructor([])?.Invoke([]) ?? throw Refuse(step, "it has no constructor (string, string), (string) or ()");
    }

    Assembly Load(Guid id)
    {
        using var bytes = new MemoryStream(readAssembly(id));
        return new PluginLoadContext($"plugin {id}").LoadFromStream(bytes);
    }

    static InvalidPluginExecutionException Refuse(Step step, string reason) =>
        new(OperationStatus.Failed, $"The plug-in {step.TypeName} of the step '{step.Name}' cannot run: {reason}.");
}
