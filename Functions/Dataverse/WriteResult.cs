using CrmInsights.Dataverse.Internals;

namespace CrmInsights.Dataverse;

/// <summary>What became of the rows of a <see cref="WriteRequest"/>.</summary>
/// <param name="Outcomes">One a row, in the order of the rows.</param>
public sealed record WriteResult(IReadOnlyList<RowOutcome> Outcomes)
{
    /// <summary>Rows written.</summary>
    public int WrittenCount => Outcomes.Count(outcome => outcome is RowOutcome.Written);
}

/// <summary>What Dataverse decided about one row.</summary>
public abstract record RowOutcome
{
    RowOutcome() { }

    /// <summary>The row is saved.</summary>
    /// <param name="Id">Primary key, where it is known.</param>
    public sealed record Written(Guid? Id) : RowOutcome;

    /// <summary>The row is refused; repeating cannot help.</summary>
    /// <param name="Code">Dataverse's code, e.g. <c>0x80040217</c>; may be empty.</param>
    /// <param name="Message">What Dataverse said.</param>
    public sealed record Rejected(string Code, string Message) : RowOutcome
    {
        /// <summary>True when the row does not exist (any more).</summary>
        public bool IsGone => DataverseCodes.IsNotFound(Code);
        /// <summary>True when a row with this primary or alternate key exists already.</summary>
        public bool IsDuplicate => DataverseCodes.IsDuplicate(Code);
    }
}
