using CrmInsights.Packer;

if (args.Length != 4)
{
    Console.Error.WriteLine("Usage: CrmInsights.Packer <folder of sources> <solution> <plug-in assembly> <output folder>");
    return 1;
}

var options = new PackingOptions(args[0], args[1], args[2], args[3]);
var problems = Packing.Run(options);
foreach (var problem in problems)
{
    // The whole path, so that an editor finds the file from anywhere.
    Console.Error.WriteLine(problem with { File = Path.GetFullPath(problem.File, Path.GetFullPath(options.Sources)) });
}
return problems.Count == 0 ? 0 : 1;
