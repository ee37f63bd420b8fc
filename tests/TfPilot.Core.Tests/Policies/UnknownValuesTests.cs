using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Policies;
using TfPilot.Core.Settings;
using TfPilot.Core.Tests.Plans;
using JsonObject = System.Text.Json.Nodes.JsonObject;

namespace TfPilot.Core.Tests.Policies;

/// <summary>A value that is known only after apply may make a failure unknown, but never a pass.</summary>
public sealed class UnknownValuesTests
{
    private static readonly PolicyContext Context = PolicyData.With(
    [
        .. SampleRules.All.Select(rule => rule with { Unknown = UnknownHandling.Warn, Scope = PolicyScope.All }),
        Rule("named", new RuleKind.Naming(PolicyData.Types("*"), PolicyData.Any("*good*"))),
        Rule("tagged", PolicyData.Tags("owner", ["good"])),
        Rule("tagged-itself", PolicyData.Tags("owner", ["good"], source: TagSource.Resource)),
        Rule("tagged-at-all", PolicyData.Tags("Name")),
        Rule("america",
            new RuleKind.Regions(
                new[] { "aws", "google", "azurerm" }.ToDictionary(
                    cloud => cloud, _ => PolicyData.Any("us*", "global")))),
        Rule("sized", new RuleKind.Sizes([new(PolicyData.Types("*"), PolicyData.Any("good"))])),
        Rule("denied", new RuleKind.Deny(PolicyData.Types("*"))),
        Rule("conditions", new RuleKind.Attributes(
        [
            new(PolicyData.Types("*"), null)
            { Require = PolicyData.When(("name", "good"), ("tags", "!=x"), ("id", "*")),
                Forbid = PolicyData.When(("region", "!=good"), ("location", "*")),
                ForbidAll = PolicyData.When(("name", "!=good"), ("arn", "!=good")) },
            new(PolicyData.Types("*"), "ingress[*]") { Require = PolicyData.When(("from_port", ">=443")),
                Forbid = PolicyData.When(("cidr_blocks[*]", "0.0.0.0/0")),
                ForbidAll = PolicyData.When(("protocol", "!=x"), ("description", "!=x")) },
            new(PolicyData.Types("*"),
                null) { Require = PolicyData.When(("settings[0].tier", "good"), ("settings[*].tier", "good"),
                    ("tags[\"a.b\"]", "good")), Forbid = PolicyData.When(("settings.tier", "!=good")) },
        ])),
    ]);

    /// <summary>
    /// All rule kinds except those that no object value decides: modules are in the configuration, costs in Infracost's
    /// file.
    /// </summary>
    private static readonly string[] Kinds = ["attributes", "deny", "naming", "protect", "providers", "regions",
        "sizes", "tags"];

    /// <summary>
    /// Combinations of values that rules of every kind accept or reject, including some that no provider would produce.
    /// </summary>
    private static readonly (string Key, string[] Values)[] Attributes =
    [
        ("name", ["\"good-a\"", "\"bad\"", "null", "\"\"", "[\"bad\"]"]),
        ("name_prefix", ["\"good-\"", "\"bad-\"", "null", "\"\""]),
        ("bucket", ["\"good-a\"", "\"bad\"", "null"]),
        ("bucket_prefix", ["\"bad-\"", "\"good-\"", "null"]),
        ("bucket_region", ["\"us-east-1\"", "null"]),
        ("identifier", ["\"bad\"", "\"good-a\"", "null"]),
        ("region", ["\"us-east-1\"", "\"eu-west-1\"", "null", "\"\""]),
        ("location", ["\"West Europe\"", "\"us\"", "null"]),
        ("zone", ["\"us-east1-b\"", "\"europe-west1-b\"", "null"]),
        ("availability_zone", ["\"us-east-1a\"", "\"eu-west-1a\"", "null", "\"odd\""]),
        ("arn", ["\"arn:aws:x:us-east-1:1:a\"", "\"arn:aws:x:eu-west-1:1:a\"", "\"arn:aws:s3:::a\"", "null"]),
        ("self_link",
            ["\"https://x.test/projects/p/regions/us-east1/a\"", "\"https://x.test/projects/p/zones/europe-west1-b/a\"",
                "\"https://x.test/projects/p/global/a\"", "null"]),
        ("id", ["\"projects/p/locations/us-east1/a\"", "\"projects/p/locations/europe-west1/a\"", "\"a\"", "null"]),
        ("key_ring",
            ["\"projects/p/locations/us-east1/keyRings/a\"", "\"projects/p/locations/europe-west1/keyRings/a\"",
                "\"a\"", "null"]),
        ("scope", ["\"CLOUDFRONT\"", "\"REGIONAL\"", "null"]),
        ("tags", ["""{"owner":"good","Name":"good"}""", """{"owner":"bad"}""", """{"Owner":"good"}""", "{}", "null",
            """["a"]"""]),
        ("tags_all", ["""{"owner":"good"}""", """{"owner":"bad","Name":"x"}""", "{}", "null"]),
        ("labels", ["""{"owner":"good"}""", "null"]),
        ("terraform_labels", ["""{"owner":"bad"}""", """{"owner":"good","Name":"x"}""", "null"]),
        ("tag", ["""[{"key":"owner","value":"bad"},{"key":"owner","value":"good"}]""",
            """[{"key":"Name","value":"x"}]""", "[]", "null"]),
        ("tag_specifications", ["""[{"tags":{"owner":"bad"}},{"tags":null}]""", "[]"]),
        ("instance_type", ["\"bad\"", "\"good\"", "null"]),
        ("instance_types", ["""["good","bad"]""", "[]", "null"]),
        ("ingress",
            ["""[{"from_port":22,"cidr_blocks":["0.0.0.0/0"],"protocol":"tcp","description":null}]""",
                """[{"from_port":443,"cidr_blocks":[]},{"from_port":1,"cidr_blocks":null}]""", "[]", "null"]),
        ("settings",
            ["""[{"tier":"bad","user_labels":{"owner":"bad"}},{"tier":"good"}]""",
                """[{"tier":"good","user_labels":null}]""", "[]", "null", """{"tier":"bad"}"""]),
    ];

    private static readonly string[] Types =
    [
        "aws_vpc", "aws_s3_bucket", "aws_db_instance", "aws_instance", "aws_eks_node_group", "aws_security_group",
        "aws_wafv2_web_acl", "aws_autoscaling_group", "aws_launch_template",
        "google_compute_disk", "google_compute_network", "google_kms_crypto_key", "google_sql_database_instance",
        "google_storage_bucket", "azurerm_resource_group", "azurerm_lb",
    ];

    private static readonly Gen<(string Key, string Value)[]> Members =
        from chosen in Gen.Shuffle(Attributes)
        from count in Gen.Choose(1, 9)
        from values in Gen.CollectToArray(
            chosen.Take(count), attribute => Gen.Elements(attribute.Values).Select(value => (attribute.Key, value)))
        select values;

    private static readonly Gen<string> Provider =
        from region in Gen.Elements("""{"constant_value":"us-east-1"}""", """{"constant_value":"eu-west-1"}""",
            """{"references":["var.region"]}""", "{}", "null")
        from defaults in Gen.Elements("""{"constant_value":{"owner":"good"}}""",
            """{"constant_value":{"owner":"bad"}}""", """{"references":["local.tags"]}""", "null")
        select $$$"""
            {"region":{{{region}}},"default_tags":[{"tags":{{{defaults}}}}],"default_labels":{{{defaults}}}}
            """;

    private static readonly Gen<string> AnyPlan =
        from type in Gen.Elements(Types)
        from members in Members
        from action in Gen.Elements("create", "update", "no-op")
        from provider in Provider
        select PlanOf(type, members, action, provider);

    [Fact]
    public void Unknown_values_hide_no_finding_of_generated_resources() =>
    Prop.ForAll(AnyPlan.ToArbitrary(), plan => PlanWithUnknowns.Of(plan, Context).Vanished.Should().BeEmpty())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Unknown_values_hide_no_finding_of_the_samples()
    {
        var samples = Directory.EnumerateFiles(
            Repository.PathOf("action", "samples"), "plan.json", SearchOption.AllDirectories).ToList();

        var plans = samples.ConvertAll(file => PlanWithUnknowns.Of(File.ReadAllText(file), Context));

        plans.SelectMany(plan => plan.Vanished).Should().BeEmpty();
        plans.SelectMany(plan => plan.Kinds).Distinct().Should()
            .Contain(["attributes", "deny", "naming", "protect", "regions", "sizes", "tags"]);
    }

    [Fact]
    public void Unknown_values_hide_no_finding_of_the_cookbook()
    {
        var folders = Directory.GetDirectories(Repository.PathOf("docs", "cookbook"));

        var plans = folders.Select(
            folder =>
                PlanWithUnknowns.Of(File.ReadAllText(Path.Combine(folder, "fail.json")), RulesOf(folder))).ToList();

        plans.SelectMany(plan => plan.Vanished).Should().BeEmpty();
        plans.SelectMany(plan => plan.Kinds).Distinct().Should().BeEquivalentTo(Kinds);
    }

    [CorpusTheory]
    [MemberData(nameof(CorpusPlanTests.Rows), MemberType = typeof(CorpusPlanTests))]
    public void Unknown_values_hide_no_finding_of_the_corpus(CorpusPlanTests.OracleRow row) =>
        PlanWithUnknowns.Of(File.ReadAllText(Corpus.PathOf(row["file"])), Context).Vanished.Should().BeEmpty();

    private static PolicyRule Rule(string id, RuleKind kind) => new(id, kind) { Scope = PolicyScope.All };

    private static string PlanOf(string type, (string Key, string Value)[] members, string action, string provider)
    {
        var cloud = type.Split('_')[0];
        var after = new JsonObject(
            members.Select(member => KeyValuePair.Create(member.Key, JsonNode.Parse(member.Value))));
        return $$$"""
            {"format_version":"1.2","variables":{"region":{"value":"us-east-1"}},
             "resource_changes":[{"address":"{{{type}}}.a","mode":"managed","type":"{{{type}}}","name":"a","provider_name":"registry.terraform.io/hashicorp/{{{cloud}}}",
               "change":{"actions":["{{{action}}}"],"before":{{{(action == "create" ? "null" : "{}")}}},"after":{{{after.ToJsonString()}}},"after_unknown":{} } }],
             "configuration":{"provider_config":{"{{{cloud}}}":{"name":"{{{cloud}}}","full_name":"registry.terraform.io/hashicorp/{{{cloud}}}","expressions":{{{provider}}} } },
               "root_module":{"resources":[{"address":"{{{type}}}.a","mode":"managed","type":"{{{type}}}","name":"a","provider_config_key":"{{{cloud}}}","expressions":{} }] } } }
            """;
    }

    private static PolicyContext RulesOf(string folder)
    {
        var file = Directory.GetFiles(folder, "*.policytest.yml").Single();
        var test = PolicyTestReader.Read(file, File.ReadAllText(file), PolicyData.Today)
            .Match(read => read, problems => throw new InvalidDataException(problems[0].Message));
        var settings = test.Settings.Should().BeOfType<PolicyTestSettings.Inline>().Which.Settings.Policy;
        return new(settings with { Unknown = UnknownHandling.Warn },
            test.Tests.Select(one => one.Environment).FirstOrDefault(environment => environment is not null),
            PolicyData.Today);
    }
}
