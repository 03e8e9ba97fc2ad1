namespace CrmInsights.Mining.Neural;

/// <summary>What a network answers.</summary>
public enum NeuralObjective
{
    /// <summary>Yes or no: labels 0 and 1, log-loss, the output is the probability of 1.</summary>
    Binary,
    /// <summary>One of several classes: labels 0 to the number of classes - 1, log-loss, one probability a class.</summary>
    Multiclass,
    /// <summary>An amount: squared error, the output is the mean. Labels are standardised inside.</summary>
    Squared,
}
