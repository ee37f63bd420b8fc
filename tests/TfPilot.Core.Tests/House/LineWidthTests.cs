using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TfPilot.Core.Tests.House;

/// <summary>A line of code is at most 120 columns wide. Lines inside a multi-line string literal are exempt.</summary>
public class LineWidthTests
{
    private const int MaxColumns = 120;

    [Fact]
    public void No_line_is_wider_than_120_columns()
    {
        var wide = SourceTrees.All.AsParallel().AsOrdered().SelectMany(TooWide).ToList();

        wide.Should().BeEmpty();
    }

    [Theory]
    [InlineData(120, 0)]
    [InlineData(121, 1)]
    public void A_line_that_is_too_wide_is_found(int columns, int found)
    {
        var tree = SourceTrees.Parse("a.cs", $"// {new string('a', columns - 3)}\n");

        TooWide(tree).Should().HaveCount(found);
    }

    [Fact]
    public void A_raw_string_literal_may_exceed_the_line_width()
    {
        var wide = new string('a', 130);
        var tree = SourceTrees.Parse("a.cs", $"class A {{ string b = \"\"\"\n  {wide}\n  \"\"\"; }}\n");

        TooWide(tree).Should().BeEmpty();
    }

    private static IEnumerable<string> TooWide(SyntaxTree tree)
    {
        var inTexts = TextLines(tree);
        return tree.GetText().Lines
            .Where(line => line.Span.Length > MaxColumns && !inTexts.Contains(line.LineNumber))
            .Select(line => $"{tree.FilePath}:{line.LineNumber + 1} has {line.Span.Length} columns");
    }

    private static HashSet<int> TextLines(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        var texts = root.DescendantTokens().Select(token => token.GetLocation())
            .Concat(root.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>()
                .Select(text => text.GetLocation()));
        return [.. texts.Select(text => text.GetLineSpan())
            .Select(span => (First: span.StartLinePosition.Line, Last: span.EndLinePosition.Line))
            .Where(lines => lines.Last > lines.First)
            .SelectMany(lines => Enumerable.Range(lines.First, lines.Last - lines.First + 1))];
    }
}
