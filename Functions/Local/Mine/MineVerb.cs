using System.CommandLine;
using CrmInsights.Local.Mine.Clustering;
using CrmInsights.Local.Mine.Explaining;
using CrmInsights.Local.Mine.Inference;
using CrmInsights.Local.Mine.Lifetimes;
using CrmInsights.Local.Mine.Measuring;
using CrmInsights.Local.Mine.Models;
using CrmInsights.Local.Mine.Recommending;
using CrmInsights.Local.Mine.Searching;
using CrmInsights.Local.Mine.Sequences;
using CrmInsights.Local.Mine.Training;

namespace CrmInsights.Local.Mine;

/// <summary>`crminsights mine`: the engine on plain files, no CRM needed.</summary>
static class MineVerb
{
    public static Command Describe() => new("mine", "Runs the mining engine on plain files; no CRM is needed.")
    {
        TrainVerb.Describe(),
        PredictVerb.Describe(),
        ExplainVerb.Describe(),
        ClustersVerb.Describe(),
        ItemsetsVerb.Describe(),
        RulesVerb.Describe(),
        SequencesVerb.Describe(),
        LifetimeVerb.Describe(),
        SurvivalVerb.Describe(),
        UpliftVerb.Describe(),
        RecommendVerb.Describe(),
        SearchVerb.Describe(),
        FuzzyVerb.Describe(),
        MetricsVerb.Describe(),
        CalibrateVerb.Describe(),
        DriftVerb.Describe(),
    };
}
