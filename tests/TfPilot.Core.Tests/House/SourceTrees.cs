using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TfPilot.Core.Tests.House;

/// <summary>All C# sources of the repository, parsed once for all tests.</summary>
internal static class SourceTrees
{
    private static readonly Lazy<IReadOnlyList<SyntaxTree>> Parsed = new(() =>
        [.. RepositoryFiles.Of("", ".cs").AsParallel().AsOrdered().Select(Parse)]);

    public static IReadOnlyList<SyntaxTree> All => Parsed.Value;

    public static IEnumerable<SyntaxTree> Production =>
        All.Where(tree => !tree.FilePath.StartsWith("tests/", StringComparison.Ordinal));

    public static SyntaxTree Parse(string path, string source) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), path);

    private static SyntaxTree Parse(string path) => Parse(path, RepositoryFiles.Read(path));
}
