using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Local.Mine.Models;

/// <summary>One decision tree that people can read. Its shares add up to the share of class 1, or to the mean.</summary>
sealed record TrainedTree(DecisionTreeModel Model, ModelDescription Description) : TrainedModel(Description)
{
    TreeShap? _shap;

    public override int FeatureCount => Model.FeatureCount;
    public override int OutputCount => Model.ClassCount > 2 ? Model.ClassCount : 1;

    public override void Predict(ReadOnlySpan<float> row, Span<double> values)
    {
        if (Model.ClassCount > 2) Model.Probabilities(row, values);
        else values[0] = Model.ClassCount == 2 ? ShareOfOnes(row) : Model.Predict(row);
    }

    public override bool CanExplain => OutputCount == 1;
    public override void Explain(FeatureMatrix rows, Span<double> shares) => (_shap ??= new TreeShap(Model.ToEnsemble())).Explain(rows, shares);

    public override TreeEnsemble? Ensemble => Model.ToEnsemble();

    public override void Save(Stream stream) => Model.Save(stream);
    public override void SaveOnnx(Stream stream) => TreeOnnx.Save(Model.ToEnsemble(), stream);

    /// <summary>The leaves in words.</summary>
    public IReadOnlyList<DecisionRule> Rules() => Model.Rules(new RuleNames
    {
        Feature = feature => Description.Columns[feature].Name,
        Category = (feature, code) => code < Description.Columns[feature].Categories.Count ? Description.Columns[feature].Categories[code] : $"{code}",
        Class = label => label < Description.LabelNames.Count ? Description.LabelNames[label] : $"{Description.Label ?? "class"} {label}",
    });

    double ShareOfOnes(ReadOnlySpan<float> row)
    {
        Span<double> shares = stackalloc double[2];
        Model.Probabilities(row, shares);
        return shares[1];
    }
}
