namespace CrmInsights.Packer.Sources;

/// <summary>The files of one solution and the stock tables, each checked for its place, its elements and their order. Other solutions are not looked at.</summary>
sealed class SourceTree
{
    readonly List<SourceFile> _files = [];
    readonly List<TextFile> _texts = [];
    readonly string _solution;

    SourceTree(string folder, string solution) => (Folder, _solution) = (folder, solution);

    /// <summary>The folder of sources.</summary>
    public string Folder { get; }

    public static SourceTree Read(string folder, string solution, ProblemLog problems)
    {
        var tree = new SourceTree(folder, solution);
        foreach (var path in PathsBelow(folder).Where(path => !IsOfAnother(folder, solution, path)))
        {
            tree.Add(folder, path, problems);
        }
        return tree;
    }

    /// <summary>Files of a kind, in the order of their paths.</summary>
    public IEnumerable<SourceFile> OfKind(FileKind kind) => _files.Where(file => Kind(file.Path) == kind);

    /// <summary>A file that is no XML; null where it is missing.</summary>
    public TextFile? Text(string path) => _texts.Find(file => file.Path == path);

    /// <summary>The only file of a kind, or null and a problem.</summary>
    public SourceFile? Single(FileKind kind, ProblemLog problems)
    {
        var file = OfKind(kind).FirstOrDefault();
        if (file is null) problems.Add($"{_solution}/{kind.Pattern}", 1, "the file is missing.");
        return file;
    }

    void Add(string folder, string path, ProblemLog problems)
    {
        var kind = Kind(path);
        if (kind is null)
        {
            problems.Add(path, 1, $"no file of this name belongs here; known are {string.Join(", ", FileKind.All.Select(known => known.Pattern))}.");
            return;
        }
        if (kind == FileKind.FlowDefinition)
        {
            _texts.Add(new TextFile(path, File.ReadAllText(Path.Combine(folder, path)).ReplaceLineEndings("\n")));
            return;
        }
        if (SourceFile.Read(folder, path, problems) is not { } file) return;
        ElementRules.Check(file.Root, kind.RootElement, problems);
        _files.Add(file);
    }

    FileKind? Kind(string path) => FileKind.Of(path.StartsWith(_solution + "/", StringComparison.Ordinal) ? path[(_solution.Length + 1)..] : path);

    static bool IsOfAnother(string folder, string solution, string path) =>
        path.Split('/') is [var first, _, ..] && first != solution && File.Exists(Path.Combine(folder, first, FileKind.Solution.Pattern));

    static IEnumerable<string> PathsBelow(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
