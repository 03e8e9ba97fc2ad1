using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer;

/// <summary>What the command line can ask for. Exit code 0, or 1 with one line an error.</summary>
static class Commands
{
    public static int Pack(PackingOptions options) => Report(options.Sources, Packing.Run(options));

    public static int WriteDictionary(string sources, string solution, string file)
    {
        var problems = new ProblemLog();
        if (Packing.ReadModel(new PackingOptions(sources, solution, "", ""), problems) is { } model) File.WriteAllText(file, DataDictionary.Write(model));
        return Report(sources, problems.Problems);
    }

    public static int PackApp(string folder, string list, string zip) => Report(folder, AppPacking.Run(folder, File.ReadLines(list), zip));

    public static int ExplainUse()
    {
        Console.Error.WriteLine("""
            Usage: CrmInsights.Packer pack <folder of sources> <solution> <plug-in assembly> <folder of built controls> <output folder>
                   CrmInsights.Packer dictionary <folder of sources> <solution> <file>
                   CrmInsights.Packer app <folder of the published app> <list of its files> <zip>
            """);
        return 1;
    }

    static int Report(string sources, IReadOnlyList<Problem> problems)
    {
        foreach (var problem in problems)
        {
            // The whole path, so that an editor finds the file from anywhere.
            Console.Error.WriteLine(problem with { File = Path.GetFullPath(problem.File, Path.GetFullPath(sources)) });
        }
        return problems.Count == 0 ? 0 : 1;
    }
}
