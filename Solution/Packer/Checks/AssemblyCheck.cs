using System.Xml.Linq;
using CrmInsights.Packer.Composition;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>The declaration of the plug-in assembly agrees with the built one, and every class has its steps.</summary>
sealed class AssemblyCheck(SolutionModel model, AssemblyFacts facts, ProblemLog problems)
{
    XElement Declaration => model.Assembly.Root;

    public void Run()
    {
        var fullName = (string)Declaration.Attribute("FullName")!;
        if (fullName != facts.FullName) problems.Add(Declaration, $"FullName is \"{fullName}\", but the built assembly is \"{facts.FullName}\".");
        CheckFileName();
        foreach (var type in Declaration.Descendants("PluginType"))
        {
            CheckType(type, fullName);
        }
        CheckClasses();
    }

    void CheckFileName()
    {
        var name = model.StepTable.Root.Attribute("assembly")!.Value.Replace(".", "", StringComparison.Ordinal);
        var expected = $"/PluginAssemblies/{name}-{((string)Declaration.Attribute("PluginAssemblyId")!).ToUpperInvariant()}/{name}.dll";
        var file = Declaration.Element("FileName")!;
        if (file.Value != expected) problems.Add(file, $"FileName is {file.Value}, expected {expected}.");
    }

    void CheckType(XElement type, string fullName)
    {
        var name = (string)type.Attribute("Name")!;
        var expected = $"{name}, {fullName}";
        if ((string)type.Attribute("AssemblyQualifiedName")! != expected) problems.Add(type, $"AssemblyQualifiedName is \"{(string)type.Attribute("AssemblyQualifiedName")!}\", expected \"{expected}\".");
        if (!facts.PluginClasses.Contains(name)) problems.Add(type, $"the built assembly has no plug-in class {name}.");
        if (model.Steps.All(step => step.Class != PluginTypes.ClassOf(type))) problems.Add(type, $"{name} has no step in {model.StepTable.Path}.");
    }

    void CheckClasses()
    {
        var declared = Declaration.Descendants("PluginType").DistinctBy(PluginTypes.ClassOf).ToDictionary(PluginTypes.ClassOf, type => (string)type.Attribute("Name")!, StringComparer.Ordinal);
        foreach (var missing in facts.PluginClasses.Except(declared.Values, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            problems.Add(Declaration.Element("PluginTypes")!, $"the built assembly has the plug-in class {missing}, which is not declared.");
        }
        foreach (var step in model.Steps.Where(step => !declared.ContainsKey(step.Class)))
        {
            problems.Add(step.Declaration, $"the class {step.Class} is not declared in {model.Assembly.Path}.");
        }
    }
}
