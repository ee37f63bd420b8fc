using System.Reflection;
using System.Text.RegularExpressions;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Limits;

namespace TfPilot.Core.Tests.House;

/// <summary>
/// Regular expressions match untrusted text: each one either runs in linear time or has a time limit that it does not
/// reach.
/// </summary>
public sealed partial class RegexTests
{
    private const int Length = 65_536;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(900);

    /// <summary>
    /// Inputs that make expressions slow: long repetitions of what they match, without the expected end.
    /// </summary>
    private static readonly string[] Pieces =
    [
        "a", "A", "0", "-", "-a", ".", "a.", "/", "a/", "(", ")", "[", "]", "[a]", "\"", "\\", "\\a", "<", "<pre ",
        "<pre></pre ", "<!--", "`", "` `` ", "`a", "~", "${{ ", "${{ secrets.", "https://", "://a:", "https://a:", "@",
        "?token=", "&", "=", " ", "\t", "\n", "show ", " -out ", "terraform ", "tfpilot ", "git fetch ",
        "gh pr checkout", "github.", "github.event.", "github.event.pages", "github.event.commits", "admin", "ref=",
        "v1.", "regions/", "tfpilot:ignore a reason=", "# ", "(?a",
    ];

    public static TheoryData<string> Names() => [.. All().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_text_makes_a_regular_expression_slow(string name)
    {
        var regex = All().First(one => one.Name == name).Regex;

        var slow = Pieces.SelectMany(
            piece => new[] { Repeated(piece), $"{Repeated(piece)}!", $"a{Repeated(piece)}", $"a{Repeated(piece)}!" })
            .Select(text => (text, cost: Bounded.Measure(() => _ = regex.Count(text))))
            .Where(one => one.cost.Failure is not null || one.cost.Time > Limit)
            .Select(one => $"{one.text[..20]}…: {one.cost}");

        slow.Should().BeEmpty();
    }

    [Fact]
    public void Every_regular_expression_in_the_sources_is_linear_or_has_a_timeout()
    {
        var uses = new[] { "src/", "app/", "action/" }.SelectMany(folder => RepositoryFiles.Of(folder, ".cs"))
            .SelectMany(path => Uses().Matches(RepositoryFiles.Read(path))
                .Select(use => (path, text: Regex.Replace(use.Value, @"\s+", " ")))).ToList();

        uses.Should().HaveCountGreaterThan(40);
        uses.Where(use => !use.text.Contains("NonBacktracking", StringComparison.Ordinal)
            && !use.text.Contains("RegexLimits.TimeoutMilliseconds", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("/(a{1000}){1000}/")]
    [InlineData("/((a{100}){100}){100}/")]
    [InlineData("/(a*)*b/")]
    [InlineData("/(a|aa)+$/")]
    [InlineData("/(.*a){25}/")]
    [InlineData("/.*.*.*.*.*.*.*.*.*.*=x/")]
    [InlineData("/(x+x+)+y/")]
    [InlineData("/(?:(?:a?){30}){30}b/")]
    [InlineData("/[\\w-[a-z]]{1,900}$/")]
    public void No_regular_expression_in_the_settings_makes_a_rule_slow(string written)
    {
        var cost = Bounded.Run(() =>
        {
            if (ValueMatcher.FindError(written) is null)
                _ = ValueTest.Of(written, "prod").Holds(new PlanValue.Text(new string('a', Length)));
        });

        cost.Failure.Should().BeNull();
        cost.Should().Match<Limits.Cost>(cost => cost.Time < TimeSpan.FromSeconds(3) && cost.Bytes < 256 << 20);
    }

    private static string Repeated(string piece) => string.Concat(Enumerable.Repeat(piece, Length / piece.Length));

    private static IEnumerable<(string Name, Regex Regex)> All()
    {
        const BindingFlags Static =
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var types = typeof(Plan).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("TfPilot", StringComparison.Ordinal) == true).ToList();
        var made = types.SelectMany(type => type.GetMethods(Static))
            .Where(method => method.IsDefined(typeof(GeneratedRegexAttribute)));
        var kept = types.SelectMany(type => type.GetFields(Static)).Where(field => field.FieldType == typeof(Regex));
        return made.Select(method => ($"{method.DeclaringType!.Name}.{method.Name}", (Regex)method.Invoke(null, null)!))
            .Concat(kept.Select(field => ($"{field.DeclaringType!.Name}.{field.Name}", (Regex)field.GetValue(null)!)));
    }

    /// <summary>
    /// An attribute, a constructor call or a static call that takes a pattern, up to the end of the statement.
    /// </summary>
    [GeneratedRegex(
        @"GeneratedRegex\([^;]*?\)\]|(?:new Regex\(|\bRegex \w+ = new\(|=>\s*new\(ExpressionEnds"
        + @"|\bRegex\.(?:IsMatch|Matches|Match|Replace|Split|Count|EnumerateMatches|EnumerateSplits)\()[^;]*;",
        RegexOptions.Singleline)]
    private static partial Regex Uses();
}
