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
    public void A_user_template_replaces_the_built_in_one() =>
        Written(("next.scriban", "Next comes: {{step}}")).Should()
        .EndWith("\nNext comes: check that each loss is intended. If not, push a fix before applying.\n")
            .And.Contain("### 🟥 Destructive").And.NotContain("WARNING");

    [Theory]
    [InlineData("{{ if icon }}never closed")]
    [InlineData("{{ end }}")]
    [InlineData("{{ include other }}")]
    [InlineData("{{ nothing_of_that_name }}")]
    [InlineData("{{ no_function text }}")]
    [InlineData("{{ for }}{{ end }}")]
    [InlineData("{{ for x in }}{{ end }}")]
    [InlineData("{{ for x of text }}{{ end }}")]
    [InlineData("{{ object.keys text }}")]
    [InlineData("{{ code }}")]
    [InlineData("{{ code text text }}")]
    [InlineData("{{ text.length }}")]
    [InlineData("{{ icon.a.b }}")]
    [InlineData("{{ if }}{{ end }}")]
    [InlineData("{{ else }}")]
    [InlineData("{{ if text text }}{{ end }}")]
    [InlineData("{{{ text }}}")]
    [InlineData("{{ text + text }}")]
    [InlineData("{{ 5 }}")]
    [InlineData("{{ code 5 }}")]
    [InlineData("{{#if text}}{{/if}}")]
    public void A_broken_template_is_replaced_by_the_built_in_one_and_reported(string template)
    {
        var text = Written(("headline.scriban", template));

        text.Should()
            .StartWith(
                "### 🟥 Destructive in prod: 1 replace, 2 changes · data is lost\n\n> [!WARNING]\n> - the template " +
                    "headline.scriban is broken, so the built-in one is used: ");
    }

    [Fact]
    public void A_broken_template_is_reported_even_if_the_frame_and_notes_templates_are_broken() =>
        Written(("review.scriban", "{{ raw headline }}{{ oops }}"), ("notes.scriban", "{{oops}}")).Should()
            .Contain("> - the template review.scriban is broken").And.Contain(
                "> - the template notes.scriban is broken").And.Contain("**Next:**");

    [Theory]
    [InlineData(
        "{{ nothing_of_that_name }}", "line 1: `nothing_of_that_name` does not exist here; " +
        "the known names are icon, text")]
    [InlineData("a\n\n{{ if icon }}{{ tekst }}{{ end }}", "line 3: `tekst` does not exist here; " +
        "the known names are icon, text")]
    [InlineData("{{ text.length }}",
        "line 1: `length` does not exist here; its parent is a plain value without members")]
    [InlineData(
        "{{ if icon }}never closed", "line 1: Error while parsing if statement: The <end> statement was not found")]
    [InlineData("a\n{{ while icon }}{{ end }}",
        "line 2: `while` cannot be used like this in a template; " +
            "docs/guides/templates.md lists what a template may use")]
    [InlineData("{{ text | string.upcase }}",
        "line 1: `|` cannot be used in a template; docs/guides/templates.md lists what a template may use")]
    [InlineData("{{ shout text }}",
        "line 1: `shout` is not a template function; available functions: code, html, htmlCode, raw")]
    [InlineData("{{ code }}", "line 1: `code` is a function and needs one value, such as {{ code name }}")]
    public void The_cause_of_a_template_error_is_reported(string template, string cause) =>
    Written(("headline.scriban", template)).Should().Contain(MarkdownText.Escape(cause));

    [Fact]
    public void An_unknown_template_name_is_reported() =>
        Written(("hedline.scriban", "x")).Should()
        .Contain(
            "> - unknown template hedline.scriban; the templates are advice.scriban, attention.scriban, " +
                "cost.scriban, " +
                "drift.scriban");

    [Fact]
    public void A_Handlebars_template_is_reported_with_the_migration_page() =>
        Written(("next.hbs", "{{step}}")).Should()
            .Contain(
                "> - next.hbs is no longer read, because templates end in .scriban and are written in Scriban; " +
                    "docs/guides/templates.md\\#from-handlebars shows")
            .And.Contain("**Next:**");

    [Fact]
    public void A_list_cannot_be_written_as_text() =>
    Written(("losses.scriban", "{{ groups }}")).Should()
    .Contain("line 1: a list or an object cannot be written");

    [Fact]
    public void Values_are_escaped_unless_written_by_a_function() =>
        Written(("next.scriban", "{{ \"<b>*\" }} {{ raw \"<b>*\" }} {{ code \"<b>*\" }} {{ html \"<b>*\" }}")).Should()
            .EndWith("\n&lt;b&gt;\\* <b>* <code>&#60;b&#62;&#42;</code> &#60;b&#62;&#42;\n");

    [Fact]
    public void The_built_in_templates_pass_the_checks_for_user_templates() =>
        Samples.All.Keys.Should()
        .AllSatisfy(
            name => ReviewMarkdown.Write(Samples.All[name], new(MarkdownBudget.Comment) { UserTemplates = BuiltIn() })
            .Should().Be(ReviewMarkdown.Write(Samples.All[name], new(MarkdownBudget.Comment))));

    [Fact]
    public void A_template_error_contains_no_value_of_the_plan() =>
        Written(
            ("losses.scriban",
                "{{ for group in groups }}{{ for item in group.items }}{{ for letter in item.address }}{{ letter " +
                    "}}{{ end }}{{ end }}{{ end }}"))
            .Split('\n').Single(line => line.Contains("losses.scriban is broken", StringComparison.Ordinal)).Should()
            .NotContain("aws_db_instance");

    [Fact]
    public void Templates_that_exceed_the_size_budget_are_all_replaced()
    {
        var text = Written(("next.scriban", new string('x', 30_000)), ("headline.scriban", new string('x', 30_000)));

        text.Length.Should().BeLessThan(60_000);
        text.Should().Contain("> - your templates leave no room").And.Contain("**Next:**");
    }

    [Fact]
    public void The_docs_list_every_template_with_every_variable()
    {
        var docs = Regex.Matches(Repository.Read("docs/guides/templates.md"),
            @"^## `(?<name>.*\.scriban)`\n(?<body>(?:(?!^## ).*\n?)*)", RegexOptions.Multiline)
            .ToDictionary(section => section.Groups["name"].Value,
                section => Regex.Matches(section.Groups["body"].Value, @"^\| `(.*?)` \|", RegexOptions.Multiline)
                    .Select(row => row.Groups[1].Value).ToList());

        docs.Keys.Should().BeEquivalentTo(MarkdownTemplates.Names);
        foreach (var (name, variables) in Variables()) docs[name].Should()
            .BeEquivalentTo(variables, $"these are the variables of {name}");
        docs["review.scriban"].Should().BeEquivalentTo(Sections());
    }

    private static string Written(params (string Name, string Text)[] templates) => ReviewMarkdown.Write(
        Samples.All["destructive"],
        new(MarkdownBudget.Comment)
        {
            UserTemplates = templates.ToDictionary(
            template => template.Name, template => template.Text)
        });

    private static Dictionary<string, string> BuiltIn() =>
        MarkdownTemplates.Names.ToDictionary(
            name => name, name => Repository.Read($"src/TfPilot.Core/Reviews/Templates/{name}"));

    private static IEnumerable<string> Sections() =>
        Regex.Matches(Repository.Read("src/TfPilot.Core/Reviews/Templates/review.scriban"), @"\{\{ raw (\w+) \}\}")
        .Select(use => use.Groups[1].Value);

    private static Dictionary<string, IEnumerable<string>> Variables()
    {
        var review = Samples.All["mixed"];
        var project = review.Projects[0];
        var blocked = Samples.All["blocked"];
        Dictionary<string, object?> Groups(FindingSection place) =>
            MarkdownPolicyModel.GroupsOf(blocked, FindingGroup.Of(blocked, place))(9);
        var models = new Dictionary<string, Dictionary<string, object?>>
        {
            ["headline.scriban"] = MarkdownModel.Headline(review),
            ["notes.scriban"] = MarkdownModel.Notes(["note"]),
            ["problems.scriban"] = MarkdownModel.Problems(review, 1),
            ["rollup.scriban"] = MarkdownModel.RollUp(review, 1),
            ["unchanged.scriban"] = MarkdownModel.Unchanged([project], 1),
            ["hazards.scriban"] = MarkdownHazardModel.Of(review, 9),
            ["losses.scriban"] = MarkdownModel.LossesOf(review, Losses.Of(review))(9, 9),
            ["must-be-fixed.scriban"] = Groups(FindingSection.MustBeFixed),
            ["reasons.scriban"] = MarkdownReasonModel.Of(
                blocked, MarkdownReasonModel.Rules(blocked, FindingSection.MustBeFixed))(9),
            ["needs-approval.scriban"] = Groups(FindingSection.NeedsApproval),
            ["not-known.scriban"] = Groups(FindingSection.Unknown),
            ["unjudged.scriban"] = MarkdownPolicyModel.Unjudged(
                A.Review(A.Project() with { Unjudged = [new("acme/acme", 3)] }), 9),
            ["exempted.scriban"] = MarkdownPolicyModel.ExemptedOf(blocked, MarkdownPolicyModel.Exempted(blocked))(9),
            ["advice.scriban"] = Groups(FindingSection.Advice),
            ["cost.scriban"] = MarkdownCostModel.Of(blocked, CostBlock.Of(blocked.Projects)[0])(9),
            ["suggestions.scriban"] = MarkdownHintModel.Of(blocked, HintGroup.Of(blocked))(9),
            ["standings.scriban"] = RequirementResultModel.Of(
                new PullEvaluation(People.Prod(People.Bob.Ok(), People.Ann.Ok())
                    .WithPeople(people => people with { Locks = null })).Decision.Results),
            ["moves.scriban"] = MarkdownModel.Moves(review, 1),
            ["attention.scriban"] = MarkdownModel.Attention(review, 1),
            ["factors.scriban"] = MarkdownModel.Factors(review, 1),
            ["project.scriban"] = MarkdownDetailModel.Project(project, ""),
            ["resource.scriban"] = MarkdownDetailModel.Resource(project.Plan.Changes[0]),
            ["outputs.scriban"] = MarkdownDetailModel.Outputs(project),
            ["drift.scriban"] = MarkdownDetailModel.Drift(review, project),
            ["plan-text.scriban"] = MarkdownPlanTexts.Model(null, ["+ a"], 1, null),
            ["left-out.scriban"] = MarkdownModel.LeftOut(["part"]),
            ["next.scriban"] = MarkdownModel.Next(review, after: null),
        };
        return models.ToDictionary(model => model.Key, model => Paths("", model.Value).Distinct());
    }

    private static IEnumerable<string> Paths(string prefix, Dictionary<string, object?> model) =>
        model.SelectMany(entry => entry.Value switch
    {
        List<object?> list =>
            list.SelectMany(item => item is Dictionary<string, object?> inner ? Paths($"{prefix}{entry.Key}[].", inner)
                : [$"{prefix}{entry.Key}[]"]),
        _ => [prefix + entry.Key],
    });
}
