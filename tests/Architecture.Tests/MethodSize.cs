using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrmInsights.Architecture.Tests;

/// <summary>Length of one method, constructor or local function with a body, signature included.</summary>
sealed record MethodSize(string File, string Name, int Lines, int Parameters)
{
    public static IReadOnlyList<MethodSize> Of(string file)
    {
        var root = CSharpSyntaxTree.ParseText(System.IO.File.ReadAllText(Repository.PathOf(file))).GetRoot();
        return [.. root.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
            .Where(method => method.Body is not null || method.ExpressionBody is not null)
            .Select(method => new MethodSize(file, NameOf(method), LinesOf(method), method.ParameterList.Parameters.Count))];
    }

    static string NameOf(BaseMethodDeclarationSyntax method) => method switch
    {
        MethodDeclarationSyntax named => named.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => method.Kind().ToString(),
    };

    static int LinesOf(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    public override string ToString() => $"{Lines,4} lines  {Name}  ({File})";
}
