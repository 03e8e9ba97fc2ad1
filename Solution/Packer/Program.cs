using CrmInsights.Packer;

return args switch
{
    ["pack", var sources, var solution, var assembly, var controls, var output] =>
        Commands.Pack(new PackingOptions(sources, solution, assembly, output) { Controls = controls }),
    ["dictionary", var sources, var solution, var file] => Commands.WriteDictionary(sources, solution, file),
    ["app", var folder, var list, var zip] => Commands.PackApp(folder, list, zip),
    _ => Commands.ExplainUse(),
};
