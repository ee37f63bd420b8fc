using TfPilot.Core.Plans;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies;

public class ValueMatcherTests
{
    private static readonly PlanValue[] Unknowns = [PlanValue.Unknown.Value, new PlanValue.Sensitive(true),
        PlanValue.Masked.Value];

    [Theory]
    [InlineData("7", "7.0", false)] // a text that looks like a number is a text
    [InlineData("a", "a", true)]
    [InlineData("a", "A", false)] // case counts
    [InlineData("true", "true", true)]
    [InlineData("t4g.*", "t4g.large", true)]
    [InlineData("t4g.*", "m4g.large", false)]
    [InlineData("m7g.{large,xlarge}", "m7g.xlarge", true)]
    [InlineData("m7g.{large,xlarge}", "m7g.2xlarge", false)]
    [InlineData("*", "", true)] // set, though empty
    [InlineData("/^[a-z]+$/", "abc", true)]
    [InlineData("/^[a-z]+$/", "abc1", false)]
    [InlineData("/^[a-z]+$/", "abc\n", false)] // the end is the end
    [InlineData("/^[$a]+$|^x\\$$/", "$a", true)]
    [InlineData("/^[$a]+$|^x\\$$/", "x$", true)] // only the anchor is one
    [InlineData("/^[]$]$/", "]", true)]
    [InlineData("/^[^]$]$/", "$", false)]
    [InlineData("/(?m)^b$/", "a\nb\nc", true)] // lines are asked for
    [InlineData("/b/", "abc", true)] // anchors are the user's
    [InlineData("/b", "abc", false)] // one slash is a text
    [InlineData("!=443", "80", true)]
    [InlineData("!=a*", "abc", false)]
    [InlineData("!=/b/", "abc", false)]
    [InlineData(">=7", "7", true)] // Terraform turns numbers into texts and back
    [InlineData(">=7", "seven", false)]
    [InlineData("", "", true)]
    public void A_text_is_matched_against_the_pattern(string item, string text, bool fits)
    {
        var matcher = A.Matcher(item);

        var answer = matcher.Matches(new PlanValue.Text(text), "prod");

        answer.Should().Be(fits);
    }

    [Theory]
    [InlineData("7", "7.0", true)]
    [InlineData("7.0", "7", true)]
    [InlineData("1e3", "1000", true)]
    [InlineData("7", "8", false)]
    [InlineData("9007199254740993", "9007199254740992", false)] // a double could not tell them apart
    [InlineData("1e400", "1e400", false)] // beyond every machine type: no number
    [InlineData(">=7", "7", true)]
    [InlineData(">7", "7", false)]
    [InlineData("<=7", "7", true)]
    [InlineData("<7", "6.9", true)]
    [InlineData(">= 7", "8", true)]
    [InlineData("!=443", "443.0", false)]
    [InlineData("!=>=7", "3", true)]
    [InlineData("4*", "443", true)]
    [InlineData("/^4/", "443", true)]
    [InlineData("a", "7", false)]
    public void A_number_is_matched_by_value(string item, string digits, bool fits)
    {
        var matcher = A.Matcher(item);

        var answer = matcher.Matches(new PlanValue.Number(digits), null);

        answer.Should().Be(fits);
    }

    [Theory]
    [InlineData("true", true, true)]
    [InlineData("false", true, false)]
    [InlineData("!=true", false, true)]
    [InlineData("*", false, true)]
    [InlineData("1", true, false)]
    [InlineData("True", true, false)]
    public void A_boolean_is_matched(string item, bool value, bool fits)
    {
        var matcher = A.Matcher(item);

        var answer = matcher.Matches(new PlanValue.Boolean(value), null);

        answer.Should().Be(fits);
    }

    [Theory]
    [InlineData("*", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    [InlineData("/.?/", false)]
    [InlineData("!=a", true)]
    [InlineData("!=*", true)] // "must not be set"
    public void A_missing_value_is_matched_only_by_a_negation(string item, bool fits)
    {
        var matcher = A.Matcher(item);

        var answers = new PlanValue?[] { null, PlanValue.Null.Value, A.List() }
            .SelectMany(value => new[] { matcher.Matches(value, "prod"), matcher.MatchesAll(value, "prod") });

        answers.Should().AllBeEquivalentTo(fits);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("*")]
    [InlineData("!=a")]
    [InlineData(">=7")]
    [InlineData("/a/")]
    public void An_unknown_value_is_neither_matched_nor_unmatched(string item)
    {
        var matcher = A.Matcher(item);

        var answers =
            Unknowns.SelectMany(value => new[] { matcher.Matches(value, null), matcher.MatchesAll(value, null),
            matcher.Matches(A.List(value), null) });

        answers.Should().OnlyContain(answer => answer == null);
    }

    [Fact]
    public void Several_items_match_any_of_them()
    {
        var matcher = A.Matcher("1001", "t4g.*");

        var answers = new[] { "1001", "t4g.nano", "1002" }.Select(
            text => matcher.Matches(new PlanValue.Text(text), null));

        answers.Should().Equal(true, true, false);
    }

    [Theory]
    [InlineData("a", "a b", true, false)]
    [InlineData("a", "a a", true, true)]
    [InlineData("a", "b c", false, false)]
    [InlineData("!=a", "a b", true, false)]
    [InlineData("a", "a ?", true, null)] // "?" is known after apply
    [InlineData("a", "b ?", null, false)]
    [InlineData("a", "a [a,b]", true, false)] // lists in lists are one list
    public void A_list_is_matched_by_any_or_by_all_of_its_elements(string item, string elements, bool? any, bool? all)
    {
        var matcher = A.Matcher(item);
        var list = A.List([.. elements.Split(' ').Select(Element)]);

        var answers = (matcher.Matches(list, null), matcher.MatchesAll(list, null));

        answers.Should().Be((any, all));
    }

    [Fact]
    public void A_map_is_only_matched_by_a_wildcard_or_a_negation()
    {
        var map = new PlanValue.Map([new("a", new PlanValue.Text("a"))]);

        var answers = new[] { "*", "a", "!=a", "/a/" }.Select(item => A.Matcher(item).Matches(map, null));

        answers.Should().Equal(true, false, true, false);
    }

    [Theory]
    [InlineData("${env}-web", "prod", "prod-web", true)]
    [InlineData("${env}-*", "prod", "prod-web", true)]
    [InlineData("${env}-*", "prod", "dev-web", false)]
    [InlineData("/^${env}-/", "prod", "prod-web", true)]
    [InlineData("/^${env}$/", "eu.prod", "eu-prod", false)] // the name is text inside the expression
    [InlineData("!=${env}", "prod", "dev", true)]
    [InlineData("${env}-*", null, "prod-web", false)]
    [InlineData("${env}-*", null, "env-web", false)] // braces of the name are none of a glob
    [InlineData("/^${env}-/", null, "/^${env}-/", true)] // only what is written the same
    [InlineData("!=${env}-*", null, "prod-web", true)]
    public void The_environment_placeholder_is_replaced(string item, string? environment, string text, bool fits)
    {
        var matcher = A.Matcher(item);

        var answer = matcher.Matches(new PlanValue.Text(text), environment);

        answer.Should().Be(fits);
    }

    [Fact]
    public void One_matcher_serves_every_environment_and_copies_are_independent()
    {
        var matcher = A.Matcher("${env}");
        var text = new PlanValue.Text("prod");

        var answers = new[] { matcher.Matches(text, "prod"), matcher.Matches(text, "dev"),
            matcher.Matches(text, null) };
        var copied = (matcher with { Items = ["other"] }).Matches(text, "prod");

        answers.Should().Equal(true, false, false);
        copied.Should().BeFalse();
        matcher.Should().Be(A.Matcher("${env}")).And.NotBe(A.Matcher("other"));
    }

    [Theory]
    [InlineData("1001,1002", "one of \"1001\", \"1002\"")]
    [InlineData("${env}", "\"prod\"")]
    [InlineData("true", "true")]
    [InlineData(">=7", ">= 7")]
    [InlineData("!=443", "not \"443\"")]
    [InlineData("/^${env}-/", "/^prod-/")]
    [InlineData("*", "any value")]
    [InlineData("t4g.*", "\"t4g.*\"")]
    public void A_matcher_has_a_readable_description(string items, string words)
    {
        var matcher = A.Matcher(items.Split(','));

        matcher.Words("prod").Should().Be(words);
    }

    [Theory]
    [InlineData("/(/", "regular expression is invalid")]
    [InlineData("/(?=a)b/", "backtracking")]
    [InlineData("//", "empty")]
    [InlineData(">=", "numbers")]
    [InlineData("<computed>", "numbers")]
    [InlineData("!=", "needs a value")]
    [InlineData("!=/[/", "regular expression is invalid")]
    [InlineData("{a,b", "paired")]
    [InlineData("a}", "paired")]
    [InlineData("{a,{b}}", "not nested")]
    [InlineData("{}", "is empty")]
    [InlineData("${envi}", "${env}")]
    public void An_invalid_item_is_reported(string item, string expected) =>
    ValueMatcher.FindError(item).Should().Contain(expected);

    [Theory]
    [InlineData("${env}-*")]
    [InlineData("/^${env}[{]/")]
    [InlineData("!=a")]
    [InlineData("{a,b}-{c,d}")]
    [InlineData(">= -1.5e3")]
    [InlineData("")]
    public void A_valid_item_is_accepted(string item) => ValueMatcher.FindError(item).Should().BeNull();

    private static PlanValue Element(string text) => text switch
    {
        "?" => PlanValue.Unknown.Value,
        ['[', .. var inner, ']'] => A.List([.. inner.Split(',').Select(Element)]),
        _ => new PlanValue.Text(text),
    };

    private static class A
    {
        public static ValueMatcher Matcher(params string[] items) => new() { Items = items };

        public static PlanValue.List List(params PlanValue[] items) => new(items);
    }
}
