using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Plans;
using TfPilot.Core.Tests.Risks;

namespace TfPilot.Core.Tests.Policies;

public sealed class PolicyPropertyTests
{
    private static readonly PolicyContext Context = PolicyData.With(
        [.. SampleRules.All.Select(rule => rule with { Unknown = UnknownHandling.Fail })]);

    private static readonly (string Type, string After)[] Objects =
    [
        ("aws_instance", """
            {"instance_type":"x9.huge","availability_zone":"us-east-1a","tags":{"owner":"me@acme.com","Name":"web"},
              "tags_all":{"owner":"me@acme.com"}}
            """),
        ("aws_db_instance", """
            {"identifier":"prod-orders","region":"eu-west-1","storage_encrypted":false,"backup_retention_period":1,
              "publicly_accessible":true}
            """),
        ("aws_security_group", """
            {"name":"prod-web","region":"us-east-1",
              "ingress":[{"cidr_blocks":["0.0.0.0/0","10.0.0.0/8"],"from_port":22},
              {"cidr_blocks":[],"from_port":443}]}
            """),
        ("azurerm_resource_group", """{"name":"prod-net","location":"East US","tags":{"env":"dev"}}"""),
        ("google_compute_disk", """
            {"name":"DISK","zone":"us-east1-b","labels":{"env":"prod"},
              "terraform_labels":{"env":"prod","cost-center":"1"}}
            """),
        ("aws_autoscaling_group",
            """{"name":"x","arn":"arn:aws:autoscaling:us-east-1:1:a","tag":[{"key":"env","value":"dev"}]}"""),
        ("aws_iam_access_key", """{"user":"x"}"""),
    ];

    private static readonly Gen<ResourceChange> Change =
        from made in Gen.Elements(Objects)
        from actions in Gen.Elements("create", "update", "delete", "delete,create", "forget", "no-op")
        from index in Gen.Choose(0, 5)
        select Given.Change(actions, made.Type, $"{made.Type}.a[{index}]",
            after: actions is "delete" or "forget" ? "null" : made.After);

    private static readonly Gen<Plan> AnyPlan = Change.ArrayOf()
        .Select(changes => Given.Plan([.. changes.DistinctBy(change => change.Address)]));

    private static readonly Gen<Waiver> AnyWaiver =
        from rule in Gen.Elements("names", "core-tags", "eu-only", "private", "none")
        from glob in Gen.Elements("*", "aws_*", "azurerm_*", "{", "**")
        from until in Gen.Elements<DateOnly?>(
            null, PolicyData.Today, PolicyData.Today.AddDays(-1), DateOnly.MaxValue, DateOnly.MinValue)
        from reason in Gen.Elements("", "because")
        select new Waiver(rule, [glob], [], until, reason);

    [Fact]
    public void The_order_of_changes_does_not_matter()
    {
        var cases = AnyPlan.SelectMany(
            plan => Gen.Shuffle(plan.Changes.ToArray()), (plan, shuffled) => (plan, shuffled)).ToArbitrary();

        var property = Prop.ForAll(cases, given =>
            Describe(Context.Findings(given.plan))
            .SequenceEqual(Describe(Context.Findings(given.plan with { Changes = given.shuffled }))));

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_waiver_only_removes_counted_findings_and_never_adds_any()
    {
        var cases = AnyPlan.SelectMany(_ => AnyWaiver, (plan, waiver) => (plan, waiver)).ToArbitrary();

        var property = Prop.ForAll(cases, given =>
        {
            var without = Context.Findings(given.plan);
            var with = Context.Waiving(given.waiver).Findings(given.plan);
            return with.Select(Place).SequenceEqual(without.Select(Place))
                && with.Count(finding => finding.Counts) <= without.Count(finding => finding.Counts);
        });

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_failing_value_that_becomes_unknown_never_passes()
    {
        var cases =
            from made in Gen.Elements(Objects)
            from seed in Gen.Choose(0, 1000)
            from marker in Gen.Elements(Given.Unknown, Given.Sensitive, Given.Masked)
            select (made, seed, marker);

        var property = Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var known = Context.Findings(PolicyData.Create(given.made.Type, given.made.After));
            var hidden = Context.Findings(
                PolicyData.Create(given.made.Type, Hide(given.made.After, given.seed, given.marker)));
            return known.All(failure => hidden.Any(finding => finding.Rule == failure.Rule && finding.Counts));
        });

        property.QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("""{"name":"((((((((((((((((((((((((((((((a+)+)+)+)+)+$"}""")]
    [InlineData(
        """{"tags":{"owner":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!","":"","$":"x"}}""")]
    [InlineData(
        """{"name":"\u202e\u0000\uFFFF","region":"\n","availability_zone":"-","arn":":::::","location":"////"}""")]
    [InlineData("""{"ingress":[[[[]]]],"tags":[1,null,{"key":null}],"tags_all":"text","name":{"a":1}}""")]
    [InlineData("[]")]
    [InlineData("1e999")]
    public void Hostile_values_are_evaluated_without_an_error(string after)
    {
        var rules = new[] { "/^(a+)+$/", "/(a|aa)+b/", "*a*a*a*b", ">=1e400" }.Select(
            (item, i) =>
                new PolicyRule($"hostile-{i}", new RuleKind.Naming(PolicyData.Types("*"), PolicyData.Any(item))));
        string[] types = ["aws_security_group", "aws_autoscaling_group", "google_compute_disk", "azurerm_lb", ""];

        var evaluating = () => PolicyData.With([.. SampleRules.All, .. rules])
            .Findings([.. types.Select(type => PolicyData.Create(type, after))]);

        evaluating.Should().NotThrow();
    }

    [Fact]
    public void Many_resources_are_evaluated_at_once()
    {
        var changes = Enumerable.Range(0, 20_000)
            .Select(
                i => PolicyData.Create(
                    Objects[i % Objects.Length].Type, Objects[i % Objects.Length].After, $"x.a[{i}]"));

        var findings = Context.Findings([.. changes]);

        findings.Select(finding => finding.Address).Distinct().Should().HaveCount(20_000);
    }

    [CorpusTheory]
    [MemberData(nameof(CorpusPlanTests.Rows), MemberType = typeof(CorpusPlanTests))]
    public void Every_corpus_plan_is_evaluated_and_every_finding_explained(CorpusPlanTests.OracleRow row)
    {
        var plan = PlanText.Single(File.ReadAllBytes(Corpus.PathOf(row["file"])));
        var context = PolicyData.With([.. SampleRules.All.Select(rule => rule with { Scope = PolicyScope.All })]);

        var findings = context.Findings(plan);

        findings.Where(finding =>
            finding.Expected.Length == 0 || finding.Actual.Length == 0 || finding.Fix is null).Should()
            .BeEmpty();
        findings.Take(20)
            .Where(finding => PolicyExplanation.Of(plan, context, finding.Rule, finding.Address?.Text ?? "")
                .Match(explanation => explanation.Steps.Count, _ => 0) < 2).Should().BeEmpty();
    }

    private static string Hide(string after, int seed, string marker)
    {
        var tree = JsonNode.Parse(after)!;
        var places = Below(tree).ToList();
        var place = places[seed % places.Count];
        if (place.Parent is JsonArray list) list[list.IndexOf(place)] = JsonNode.Parse(marker);
        else place.Parent![place.GetPropertyName()] = JsonNode.Parse(marker);
        return tree.ToJsonString();
    }

    private static IEnumerable<JsonNode> Below(JsonNode node) => (node switch
    {
        System.Text.Json.Nodes.JsonObject map => map.Select(entry => entry.Value),
        JsonArray list => list,
        _ => [],
    }).OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));

    private static IEnumerable<string> Describe(IEnumerable<Finding> findings) =>
        findings.Select(finding =>
            $"{Place(finding)} {finding.Verdict} {finding.Actual} {finding.Expected} {finding.Fix}");

    private static string Place(Finding finding) => $"{finding.Rule} {finding.Address} {finding.Attribute}";
}
