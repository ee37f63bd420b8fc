using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TfPilot.Core.Tests.House;

/// <summary>The troubleshooting page has a row for every status text of a requirement.</summary>
public partial class TroubleshootingTests
{
    private const string Page = "docs/guides/troubleshooting.md";

    private static readonly IReadOnlyList<string[]> Rows =
        [.. RepositoryFiles.Read(Page).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split(" | ", StringSplitOptions.TrimEntries))];

    private static readonly HashSet<string> Documented =
        [.. Rows.SelectMany(row => Code().Matches(row[0]).Select(code => code.Groups["text"].Value))];

    [Fact]
    public void Every_check_message_has_a_troubleshooting_row()
    {
        var messages = SourceTrees.Production
            .Where(tree => tree.FilePath.StartsWith("src/TfPilot.Core/Approvals/", StringComparison.Ordinal))
            .SelectMany(Messages).Distinct().Order(StringComparer.Ordinal).ToList();

        messages.Should().HaveCountGreaterThan(25);
        messages.Except(Documented).Should().BeEmpty($"{Page} says what to do");
    }

    [Fact]
    public void Every_row_explains_the_message_and_its_fix() =>
        Rows.Should().OnlyContain(row => row.Length == 3 && row[1].Length > 10 && row[2].Length > 3);

    [Fact]
    public void A_message_is_extracted_with_its_placeholders_and_branches()
    {
        var tree = SourceTrees.Parse("a.cs", """
            class A {
              object B(string who) => new(null, Decision.Pending, who == "" ? "waits" : $"waits for {who}", []);
              object C() => new R(null, IsMet() ? Decision.Approved : Decision.Error, Words(1), []);
              static string Words(int n) => n == 1 ? "one is missing" : "ok";
            }
            """);

        Messages(tree).Should().Equal("waits", "waits for …", "one is missing", "ok");
    }

    /// <summary>
    /// The third argument of each result constructor, which takes environment, decision, words and reasons.
    /// </summary>
    private static IEnumerable<string> Messages(SyntaxTree tree) => tree.GetRoot().DescendantNodes()
        .OfType<BaseObjectCreationExpressionSyntax>()
        .Select(made => made.ArgumentList?.Arguments)
        .Where(given => given is { Count: >= 4 } && $"{given.Value[1]}".Contains("Decision.", StringComparison.Ordinal))
        .SelectMany(given => Texts(given!.Value[2].Expression, depth: 0));

    /// <summary>Resolves a name or a call to its text in the same file.</summary>
    private static IEnumerable<string> Texts(SyntaxNode node, int depth) => node switch
    {
        ConditionalExpressionSyntax either => [.. Texts(either.WhenTrue, depth), .. Texts(either.WhenFalse, depth)],
        SwitchExpressionSyntax choice => choice.Arms.SelectMany(arm => Texts(arm.Expression, depth)),
        LiteralExpressionSyntax text => [text.Token.ValueText],
        InterpolatedStringExpressionSyntax text => OfInterpolated(text, depth),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } call =>
            call.ArgumentList.Arguments.SelectMany(argument => Texts(argument.Expression, depth)),
        InvocationExpressionSyntax call => Named($"{call.Expression}", call, depth),
        IdentifierNameSyntax name => Named($"{name}", name, depth),
        _ => [],
    };

    /// <summary>A text that consists of interpolations only has the value of its first one.</summary>
    private static IEnumerable<string> OfInterpolated(InterpolatedStringExpressionSyntax text, int depth)
    {
        var words = string.Concat(text.Contents.Select(
            part => part is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : "…"));
        return words.Any(char.IsLetter) ? [words]
            : text.Contents.OfType<InterpolationSyntax>().Take(1).SelectMany(hole => Texts(hole.Expression, depth))
                .Where(found => found.Any(char.IsLetter));
    }

    private static IEnumerable<string> Named(string name, SyntaxNode from, int depth)
    {
        if (depth > 2) return [];
        var root = from.SyntaxTree.GetRoot();
        var methods = root.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.Identifier.ValueText == name)
            .Select(method => (SyntaxNode?)method.ExpressionBody?.Expression);
        var values = root.DescendantNodes().OfType<VariableDeclaratorSyntax>()
            .Where(value => value.Identifier.ValueText == name)
            .Select(value => (SyntaxNode?)value.Initializer?.Value);
        return methods.Concat(values).OfType<SyntaxNode>().SelectMany(found => Texts(found, depth + 1));
    }

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Code();
}
