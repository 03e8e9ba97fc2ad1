using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>A built control is whole: every file that its manifest names is there, and nothing else would be lost.</summary>
sealed class ControlCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        foreach (var control in model.Controls)
        {
            CheckName(control);
            foreach (var resource in control.Resources)
            {
                var path = (string)resource.Attribute("path")!;
                problems.Require(control.Files.Contains(path), resource, $"the file {path} of the control {control.Name} is missing; build Solution/Controls again.");
            }
            foreach (var unknown in control.Files.Where(file => !control.Carries(file)))
            {
                problems.Add(control.Manifest.Root, $"the file {unknown} is not named by the manifest of {control.Name}, so no client would load it.");
            }
        }
    }

    void CheckName(BuiltControl control)
    {
        foreach (var needed in new[] { "namespace", "constructor", "version" })
        {
            problems.Require(control.Control.Attribute(needed) is not null, control.Control, $"<control> needs the attribute {needed}.");
        }
    }
}
