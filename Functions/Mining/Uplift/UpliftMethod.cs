namespace CrmInsights.Mining.Uplift;

/// <summary>How the effect on one customer is estimated.</summary>
public enum UpliftMethod
{
    /// <summary>One model for the treated, one for the others, and their difference (T-learner): Hansotia and Rukstales (2002), Journal of Interactive Marketing 16.</summary>
    TwoModel,
    /// <summary>One model of "treated and yes, or untreated and no", rows weighted by the inverse chance of their group; yes/no outcomes only: Jaskowski and Jaroszewicz (2012), ICML workshop on clinical data.</summary>
    ClassTransformation,
    /// <summary>Models of the imputed effects of each group, mixed by the chance of treatment: Kunzel et al. (2019), PNAS 116(10).</summary>
    XLearner,
    /// <summary>One model of cross-fitted doubly robust scores: Kennedy (2023), Electronic Journal of Statistics 17(2).</summary>
    DoublyRobust,
}
