namespace CrmInsights.Packer.Sources;

/// <summary>One thing that is wrong with the sources, in the form that compilers print, so that editors can jump to it.</summary>
sealed record Problem(string File, int Line, string Message)
{
    public override string ToString() => $"{File}({Line}): error: {Message}";
}
