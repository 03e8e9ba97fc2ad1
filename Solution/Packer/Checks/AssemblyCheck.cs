using System.Xml.Linq;
using CrmInsights.Packer.Composition;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>The declaration of the plug-in assembly agrees with the built one, and every class has its steps.</summary>
sealed class AssemblyCheck(SolutionModel model, PluginFiles plugins, AssemblyFacts facts, ProblemLog problems)
{
    XElement Declaration => plugins.Assembly.Root;

    public void Run()
    {
        var fullName = (string)Declaration.Attribute("FullName")!;
        problems.Require(fullName == facts.FullName, Declaration, $"FullName is \"{fullName}\", but the built assembly is \"{facts.FullName}\".");
        CheckFileName();
        foreach (var type in Declaration.Descendants("PluginType"))
        {
            CheckType(type, fullName);
        }
        CheckClasses();
    }

    void CheckFileName()
    {
        var name = plugins.StepTable.Root.Attribute("assembly")!.Value.Replace(".", "", StringComparison.Ordinal);
        var expected = $"/PluginAssemblies/{name}-{((string)Declaration.Attribute("PluginAssemblyId")!).ToUpperInvariant()}/{name}.dll";
        var file = Declaration.Element("FileName")!;
        problems.Require(file.Value == expected, file, $"FileName is {file.Value}, expected {expected}.");
    }

    void CheckType(XElement type, string fullName)
    {
        var name = (string)type.Attribute("Name")!;
        var found = (string)type.Attribute("AssemblyQualifiedName")!;
        var expected = $"{name}, {fullName}";
        problems.Require(found == expected, type, $"AssemblyQualifiedName is \"{found}\", expected \"{expected}\".");
        problems.Require(facts.PluginClasses.Contains(name), type, $"the built assembly has no plug-in class {name}.");
        problems.Require(IsUsed(PluginTypes.ClassOf(type)), type, $"{name} has no step in {plugins.StepTable.Path} and no custom API.");
    }

    bool IsUsed(string @class) => model.Steps.Any(step => step.Class == @class) || model.Apis.Any(api => api.Class == @class);

    void CheckClasses()
    {
        var declared = Declaration.Descendants("PluginType").DistinctBy(PluginTypes.ClassOf).ToDictionary(PluginTypes.ClassOf, type => (string)type.Attribute("Name")!, StringComparer.Ordinal);
        foreach (var missing in facts.PluginClasses.Except(declared.Values, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            problems.Add(Declaration.Element("PluginTypes")!, $"the built assembly has the plug-in class {missing}, which is not declared.");
        }
        foreach (var step in model.Steps.Where(step => !declared.ContainsKey(step.Class)))
        {
            problems.Add(step.Declaration, $"the class {step.Class} is not declared in {plugins.Assembly.Path}.");
        }
        foreach (var api in model.Apis.Where(api => !declared.ContainsKey(api.Class)))
        {
            problems.Add(api.Declaration, $"the class {api.Class} is not declared in {plugins.Assembly.Path}.");
        }
    }
}
