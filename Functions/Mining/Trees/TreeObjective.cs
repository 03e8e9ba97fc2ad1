namespace CrmInsights.Mining.Trees;

/// <summary>What boosted trees minimise, and what their margin means.</summary>
public enum TreeObjective
{
    /// <summary>Log-loss of two classes; the margin is a log-odds.</summary>
    Binary,
    /// <summary>Log-loss of several classes; one margin a class, softmax gives probabilities. Labels are 0 to the number of classes - 1.</summary>
    Multiclass,
    /// <summary>Half the squared error; the margin is the prediction.</summary>
    Squared,
    /// <summary>Poisson deviance; the margin is the log of the mean. Labels are 0 or more.</summary>
    Poisson,
    /// <summary>Tweedie deviance with a power between 1 and 2; the margin is the log of the mean. Labels are 0 or more.</summary>
    Tweedie,
    /// <summary>Pinball loss; the margin is the quantile.</summary>
    Quantile,
    /// <summary>LambdaRank on NDCG; the margin orders the rows of one group. Labels are grades 0 to 30.</summary>
    LambdaRank,
}
