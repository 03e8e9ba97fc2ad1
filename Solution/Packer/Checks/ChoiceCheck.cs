using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Choices: their names, and values in the publisher's range, so that no other solution uses the same.</summary>
sealed class ChoiceCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        foreach (var choice in model.Of(FileKind.Choice).Select(file => file.Root))
        {
            var name = (string)choice.Attribute("Name")!;
            problems.Require(model.HasOurPrefix(name), choice, $"the name {name} does not start with the publisher's prefix {model.Prefix}_.");
            foreach (var option in choice.Descendants("option"))
            {
                var value = (string)option.Attribute("value")!;
                problems.Require(IsOurs(value), option, $"the value {value} lies outside the publisher's range, which starts at {model.OptionPrefix}0000.");
            }
        }
    }

    bool IsOurs(string value) =>
        value.Length == model.OptionPrefix.Length + 4 && value.StartsWith(model.OptionPrefix, StringComparison.Ordinal) && value.All(char.IsAsciiDigit);
}
