namespace CrmInsights.Mining.Tests.Laws;

/// <summary>What a learner learns to say.</summary>
enum LabelKind
{
    /// <summary>0 or 1.</summary>
    Binary,
    /// <summary>0, 1 or 2.</summary>
    Classes,
    /// <summary>Any number.</summary>
    Amounts,
    /// <summary>Whole numbers of 0 or more.</summary>
    Counts,
    /// <summary>Numbers above 0.</summary>
    Positive,
    /// <summary>Grades of rows in lists.</summary>
    Grades,
}
