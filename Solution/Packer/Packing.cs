using CrmInsights.Packer.Checks;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Output;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer;

/// <summary>From sources and a built plug-in assembly to the two zips.</summary>
static class Packing
{
    /// <summary>Writes the zips of one solution, unless something is wrong.</summary>
    /// <returns>What is wrong; empty when the zips were written.</returns>
    public static IReadOnlyList<Problem> Run(PackingOptions options)
    {
        var problems = new ProblemLog();
        if (Check(options, problems) is not { } package) return problems.Problems;

        Directory.CreateDirectory(options.Output);
        ZipWriter.Write(Path.Combine(options.Output, $"{options.Solution}_managed.zip"), package.Parts(managed: true));
        ZipWriter.Write(Path.Combine(options.Output, $"{options.Solution}_unmanaged.zip"), package.Parts(managed: false));
        return [];
    }

    static Package? Check(PackingOptions options, ProblemLog problems)
    {
        if (ReadModel(options, problems) is not { } model) return null;
        var assembly = model.Plugins is { } plugins ? ReadAssembly(options.Assembly, plugins, problems) : null;
        if (problems.Problems.Count > 0) return null;
        RunChecks(model, problems);
        if (model.Plugins is not null) new AssemblyCheck(model, model.Plugins, AssemblyFacts.Read(assembly!), problems).Run();
        return problems.Problems.Count == 0 ? new Package(model, assembly) : null;
    }

    static byte[]? ReadAssembly(string path, PluginFiles plugins, ProblemLog problems)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            problems.Add(plugins.Assembly.Path, 1, $"the plug-in assembly {name} is missing; build Plugins first.");
            return null;
        }
        var assembly = File.ReadAllBytes(path);
        if (AssemblyFacts.IsAssembly(assembly)) return assembly;
        problems.Add(plugins.Assembly.Path, 1, $"{name} is no .NET assembly.");
        return null;
    }

    /// <summary>The model alone, for those who only want to read it.</summary>
    public static SolutionModel? ReadModel(PackingOptions options, ProblemLog problems)
    {
        var controls = BuiltControl.ReadAll(options.Controls, options.Sources, problems).ToList();
        return new ModelReader(SourceTree.Read(options.Sources, options.Solution, problems), controls, problems).Read();
    }

    static void RunChecks(SolutionModel model, ProblemLog problems)
    {
        new IdentityCheck(model, problems).Run();
        new TableCheck(model, problems).Run();
        new ColumnCheck(model, problems).Run();
        new ChoiceCheck(model, problems).Run();
        new FormCheck(model, problems).Run();
        new ControlCheck(model, problems).Run();
        new ControlUseCheck(model, problems).Run();
        new ViewCheck(model, problems).Run();
        new RoleCheck(model, problems).Run();
        new StepCheck(model, problems).Run();
        new CustomApiCheck(model, problems).Run();
        new FlowCheck(model, problems).Run();
        new RootComponentCheck(model, problems).Run();
        new DependencyCheck(model, problems).Run();
        new AppCheck(model, problems).Run();
    }
}
