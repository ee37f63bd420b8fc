using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TfPilot.Core.Tests.House;

/// <summary>
/// Using directives are sorted as by <c>dotnet format</c>: <c>System</c> first, static ones after the others, aliases
/// last.
/// </summary>
public class UsingOrderTests
{
    [Fact]
    public void Using_directives_are_sorted()
    {
        var unsorted = SourceTrees.All.AsParallel().AsOrdered().SelectMany(Unsorted).ToList();

        unsorted.Should().BeEmpty("`dotnet format style` sorts them");
    }

    [Theory]
    [InlineData("using System.Net;\nusing A;\nusing static A.B;\nusing C = A.D;\n", 0)]
    [InlineData("using A;\nusing System.Net;\n", 1)]
    [InlineData("using System.Net.Http;\nusing System.Net;\n", 1)]
    [InlineData("using static A.B;\nusing A;\n", 1)]
    [InlineData("using C = A.D;\nusing static A.B;\n", 1)]
    public void A_directive_out_of_order_is_found(string source, int found) =>
        Unsorted(SourceTrees.Parse("a.cs", source)).Should().HaveCount(found);

    private static IEnumerable<string> Unsorted(SyntaxTree tree)
    {
        var directives = ((CompilationUnitSyntax)tree.GetRoot()).Usings;
        return directives.Zip(directives.Skip(1))
            .Where(pair => Compare(Key(pair.First), Key(pair.Second)) > 0)
            .Select(pair => $"{tree.FilePath}: `{pair.Second}` belongs before `{pair.First}`");
    }

    private static (int Kind, bool IsForeign, string Name) Key(UsingDirectiveSyntax directive)
    {
        var kind = directive.Alias is not null ? 2 : directive.StaticKeyword.ValueText.Length > 0 ? 1 : 0;
        var name = directive.Alias?.Name.ToString() ?? directive.NamespaceOrType.ToString();
        return (kind, kind != 2 && name.Split('.')[0] != "System", name);
    }

    private static int Compare((int Kind, bool IsForeign, string Name) a, (int Kind, bool IsForeign, string Name) b) =>
        (a.Kind, a.IsForeign) != (b.Kind, b.IsForeign) ? (a.Kind, a.IsForeign).CompareTo((b.Kind, b.IsForeign))
        : StringComparer.OrdinalIgnoreCase.Compare(a.Name.Replace('.', '\u0001'), b.Name.Replace('.', '\u0001'));
}
