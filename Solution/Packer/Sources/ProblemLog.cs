using System.Xml;
using System.Xml.Linq;

namespace CrmInsights.Packer.Sources;

/// <summary>Collects what is wrong, so that one run reports everything.</summary>
sealed class ProblemLog
{
    readonly List<Problem> _problems = [];

    /// <summary>By file and line.</summary>
    public IReadOnlyList<Problem> Problems =>
        [.. _problems.Distinct().OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line)];

    public void Add(string file, int line, string message) => _problems.Add(new Problem(file, line, message));

    public void Add(XObject at, string message) => Add(SourceFile.PathOf(at), LineOf(at), message);

    /// <summary>Reports what does not hold.</summary>
    public void Require(bool holds, XObject at, string message)
    {
        if (!holds) Add(at, message);
    }

    public static int LineOf(XObject at) => ((IXmlLineInfo)at).LineNumber;
}
