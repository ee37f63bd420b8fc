using System.Text.RegularExpressions;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;
using TfPilot.Core.Tests.Approvals.Cases;

namespace TfPilot.Core.Tests.Reviews;

public sealed class TemplateTests
{
    [Fact]
    public void A_user_template_takes_the_place_of_the_built_in_one() =>
        Written(("next.hbs", "Next comes: {{step}}")).Should().EndWith("\nNext comes: check that each loss is meant. If one is not, push a fix before anything is applied.\n")
            .And.Contain("### 🟥 Destructive").And.NotContain("WARNING");

    [Theory]
    [InlineData("{{#if icon}}never closed")]
    [InlineData("{{")]
    [InlineData("{{/if}}")]
    [InlineData("{{> other}}")]
    [InlineData("{{nothing_of_that_name}}")]
    [InlineData("{{no_helper text}}")]
    [InlineData("{{#each}}{{/each}}")]
    [InlineData("{{lookup text}}")]
    [InlineData("{{#unless}}{{/unless}}")]
    [InlineData("{{code}}{{log}}{{")]
    [InlineData("{{text.length.nothing}}")]
    [InlineData("{{#with}}{{/with}}")]
    [InlineData("{{else}}")]
    [InlineData("{{#if a b c}}{{/if}}")]
    [InlineData("{{{text}}")]
    [InlineData("{{../../text}}")]
    public void A_broken_template_is_replaced_and_the_review_says_so(string template)
    {
        var text = Written(("headline.hbs", template));

        text.Should().StartWith("### 🟥 Destructive in prod: 1 replace, 2 changes · data is lost\n\n> [!WARNING]\n> - the template headline.hbs is broken, so the built-in one is used: ");
    }

    [Fact]
    public void A_broken_template_is_told_even_when_the_frame_and_the_notes_are_broken_too() =>
        Written(("review.hbs", "{{{headline}}}{{oops}}"), ("notes.hbs", "{{oops}}")).Should()
            .Contain("> - the template review.hbs is broken").And.Contain("> - the template notes.hbs is broken").And.Contain("**Next:**");

    [Theory]
    [InlineData("{{nothing_of_that_name}}", "nothing_of_that_name is undefined here")]
    [InlineData("{{#if icon}}never closed", "Reached end of template before block expression 'if' was closed")]
    public void The_cause_is_told(string template, string cause) => Written(("headline.hbs", template)).Should().Contain(cause);

    [Fact]
    public void A_name_that_is_none_is_told() =>
        Written(("hedline.hbs", "x")).Should().Contain("> - no template is called hedline.hbs; there are advice.hbs, attention.hbs, cost.hbs, drift.hbs");

    [Fact]
    public void The_reason_holds_no_value_of_the_plan() =>
        Written(("losses.hbs", "{{#each groups}}{{#each items}}{{lookup address address}}{{oops address}}{{/each}}{{/each}}"))
            .Split('\n').Single(line => line.Contains("losses.hbs is broken", StringComparison.Ordinal)).Should().NotContain("aws_db_instance");

    [Fact]
    public void Templates_that_leave_no_room_are_all_replaced()
    {
        var text = Written(("next.hbs", new string('x', 30_000)), ("headline.hbs", new string('x', 30_000)));

        text.Length.Should().BeLessThan(60_000);
        text.Should().Contain("> - your templates leave no room").And.Contain("**Next:**");
    }

    [Fact]
    public void The_docs_list_every_template_with_every_variable()
    {
        var docs = Regex.Matches(Repository.Read("docs/templates.md"), @"^## `(?<name>.*\.hbs)`\n(?<body>(?:(?!^## ).*\n?)*)", RegexOptions.Multiline)
            .ToDictionary(
                section => section.Groups["name"].Value,
                section => Regex.Matches(section.Groups["body"].Value, @"^\| `(.*?)` \|", RegexOptions.Multiline).Select(row => row.Groups[1].Value).ToList());

        docs.Keys.Should().BeEquivalentTo(MarkdownTemplates.Names);
        foreach (var (name, variables) in Variables()) docs[name].Should().BeEquivalentTo(variables, $"that is what {name} is given");
        docs["review.hbs"].Should().BeEquivalentTo(Sections());
    }

    private static string Written(params (string Name, string Text)[] templates) => ReviewMarkdown.Write(
        Samples.All["destructive"],
        new(MarkdownBudget.Comment) { UserTemplates = templates.ToDictionary(template => template.Name, template => template.Text) });

    private static IEnumerable<string> Sections() => Regex.Matches(Repository.Read("src/TfPilot.Core/Reviews/Templates/review.hbs"), @"\{\{\{(\w+)\}\}\}").Select(use => use.Groups[1].Value);

    private static Dictionary<string, IEnumerable<string>> Variables()
    {
        var review = Samples.All["mixed"];
        var project = review.Projects[0];
        var blocked = Samples.All["blocked"];
        Dictionary<string, object?> Groups(FindingPlace place) => MarkdownPolicyModel.GroupsOf(blocked, FindingGroup.Of(blocked, place))(9);
        var models = new Dictionary<string, Dictionary<string, object?>>
        {
            ["headline.hbs"] = MarkdownModel.Headline(review),
            ["notes.hbs"] = MarkdownModel.Notes(["note"]),
            ["problems.hbs"] = MarkdownModel.Problems(review, 1),
            ["rollup.hbs"] = MarkdownModel.RollUp(review, 1),
            ["unchanged.hbs"] = MarkdownModel.Unchanged([project], 1),
            ["hazards.hbs"] = MarkdownHazardModel.Of(review, 9),
            ["losses.hbs"] = MarkdownModel.LossesOf(review, Losses.Of(review))(9, 9),
            ["must-be-fixed.hbs"] = Groups(FindingPlace.MustBeFixed),
            ["reasons.hbs"] = MarkdownReasonModel.Of(blocked, MarkdownReasonModel.Rules(blocked, FindingPlace.MustBeFixed))(9),
            ["needs-approval.hbs"] = Groups(FindingPlace.NeedsApproval),
            ["not-known.hbs"] = Groups(FindingPlace.Unknown),
            ["exempted.hbs"] = MarkdownPolicyModel.ExemptedOf(blocked, MarkdownPolicyModel.Exempted(blocked))(9),
            ["advice.hbs"] = Groups(FindingPlace.Advice),
            ["cost.hbs"] = MarkdownCostModel.Of(blocked, CostBlock.Of(blocked.Projects)[0])(9),
            ["suggestions.hbs"] = MarkdownHintModel.Of(blocked, HintGroup.Of(blocked))(9),
            ["standings.hbs"] = StandingModel.Of(new PullEvaluation(People.Prod(People.Bob.Ok(), People.Ann.Ok()).Where(people => people with { Locks = null })).Decision.Standings),
            ["moves.hbs"] = MarkdownModel.Moves(review, 1),
            ["attention.hbs"] = MarkdownModel.Attention(review, 1),
            ["factors.hbs"] = MarkdownModel.Factors(review, 1),
            ["project.hbs"] = MarkdownDetailModel.Project(project, ""),
            ["resource.hbs"] = MarkdownDetailModel.Resource(project.Plan.Changes[0]),
            ["outputs.hbs"] = MarkdownDetailModel.Outputs(project),
            ["drift.hbs"] = MarkdownDetailModel.Drift(review, project),
            ["left-out.hbs"] = MarkdownModel.LeftOut(["part"]),
            ["next.hbs"] = MarkdownModel.Next(review, after: null),
        };
        return models.ToDictionary(model => model.Key, model => Paths("", model.Value).Distinct());
    }

    private static IEnumerable<string> Paths(string prefix, Dictionary<string, object?> model) => model.SelectMany(entry => entry.Value switch
    {
        List<object?> list => list.SelectMany(item => item is Dictionary<string, object?> inner ? Paths($"{prefix}{entry.Key}[].", inner) : [$"{prefix}{entry.Key}[]"]),
        _ => [prefix + entry.Key],
    });
}
