using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Environments;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public class SettingsReaderTests
{
    [Fact]
    public void A_file_with_only_the_version_contains_the_defaults()
    {
        var settings = Given.Settings("version: 1\n");

        settings.Should().BeEquivalentTo(Core.Settings.Settings.Default);
        settings.Policy.Level.Should().Be(PolicyLevel.Block);
    }

    [Fact]
    public void Deprecated_keys_and_ids_are_read_as_aliases()
    {
        const string Former = """
            version: 1
            environments: { a: { factor: 2.5, approvals: { also: [{ name: b, teams: [c], when: { factor: [blind, accident-smell] } }] } } }
            policy: { rules: [{ id: d, deny: { types: [e] }, factor: foundation }] }
            """;

        var settings = Given.Settings(Former);

        settings.Environments[0].RiskMultiplier.Should().Be(2.5);
        settings.Environments[0].Approvals.Additional[0].When.Factors.Should().Equal("unknown-values", "likely-rename");
        settings.Policy.Rules[0].Factor.Should().Be("core-network");
    }

    [Fact]
    public void Environments_are_read_with_paths_and_approvals()
    {
        var environments = Given.Settings(Given.Complete).Environments;

        environments.Select(environment => environment.Name).Should().Equal("live", "trial");
        environments[0].Should().BeEquivalentTo(new EnvironmentSettings("live")
        {
            Paths = [new("stacks/live/**"), new("stacks/{dns,mail}")],
            Workspaces = [new("live"), new("live-*")],
            VarFiles = [new("env/live.tfvars"), new("/variables/${project}/*.tfvars")],
            BackendConfig = ["env/live.tfbackend", "key=${project}.tfstate"],
            Branch = "release",
            RiskMultiplier = 2.5,
            Approvals = new()
            {
                RequiredCount = 3,
                Teams = [new(null, "infra"), new("nimbus", "oncall")],
                Users = ["mona"],
                IncludeChildTeams = false,
                Distinct = false,
                AllowAuthor = true,
                AllowContributors = true,
                InvalidateOn = InvalidateOn.Never,
                MaxAge = TimeSpan.FromHours(36),
                ChangesRequested = ChangesRequested.Any,
                Additional =
                [
                    new("risky", new(RiskClass.Medium, ["exposure", "blast"], Any(">50.5")), 2,
                        [new(null, "security")]),
                    new("destroy", new(null, [], null) { LeavesNothing = true }, 2, [new(null, "security")])
                    {
                        Users = ["lisa"],
                    },
                ],
            },
            ConfirmsDestroy = true,
        });
        environments[1].Approvals.Should().Be(ApprovalSettings.None);
    }

    [Theory]
    [InlineData("stacks/live/web", null, "live")]
    [InlineData("stacks/live", null, "live")]
    [InlineData("stacks/mail", null, "live")]
    [InlineData("stacks/trial/web", null, "trial")]
    [InlineData("stacks/trial/web", "live-eu", "live,trial")] // by workspace and by path, in the order of the file
    [InlineData("elsewhere", "live", "live")]
    [InlineData("elsewhere", null, "")]
    public void A_project_belongs_to_every_environment_that_matches(string path, string? workspace, string environments)
    {
        var settings = Given.Settings(Given.Complete);

        var found = settings.EnvironmentsOf(path, workspace);

        string.Join(',', found.Select(environment => environment.Name)).Should().Be(environments);
    }

    [Theory]
    [InlineData("platform", null, "platform")]
    [InlineData("@acme/platform", "acme", "platform")]
    public void A_team_name_is_parsed_and_formatted(string text, string? organization, string slug)
    {
        var team = TeamName.Parse(text);

        team.Should().Be(new TeamName(organization, slug));
        team.ToString().Should().Be(text);
    }

    [Fact]
    public void All_other_top_level_settings_are_read()
    {
        var settings = Given.Settings(Given.Complete);

        settings.Shared.Should().Equal(new PathGlob("lib/**"));
        settings.Unmapped.Should().Be(UnmappedHandling.Ignore);
        settings.Ignore.Should().Equal(new PathGlob("**/*.txt"));
        settings.Roles.Should().BeEquivalentTo(new RoleSettings
        {
            Viewer = new(RepositoryAccess.Triage, []),
            Developer = new(null, [new(null, "builders")]),
            Approver = new(RepositoryAccess.Maintain, [new(null, "infra")]),
            Admin = new(null, [new(null, "owners")]),
        });
        settings.Owners.Should()
            .BeEquivalentTo(new OwnerSettings(new(2, [new(null, "owners")]), new(1, [new(null, "builders")])));
        settings.Override.Should()
            .BeEquivalentTo(
                new OverrideSettings([new(null, "oncall")])
                {
                    MinReasonLength = 40, ValidFor = TimeSpan.FromMinutes(90),
                });
        settings.Locks.Should().BeEquivalentTo(
            new LockSettings(TimeSpan.FromDays(2)) { PriorityLabels = ["hotfix"] });
        settings.Cost.Should().Be(new CostSettings(0.5m));
        settings.Comment.Should().Be(new CommentSettings("infra", false));
        settings.Registry.HasDataBranch.Should().BeFalse();
        new[] { "acme_vault", "aws_sqs_queue", "aws_s3_bucket" }.Select(settings.Stateful.Contains).Should()
            .Equal(true, false, true);
    }

    [Fact]
    public void A_condition_may_name_an_attribute_key_with_a_space()
    {
        var settings = Given.Settings("""
            version: 1
            policy:
              rules:
                - id: cost-center
                  attributes: [{ type: "aws_*", require: { 'tags["cost center"]': "*" } }]
            """);

        var attributes = settings.Policy.Rules[0].Kind.Should().BeOfType<RuleKind.Attributes>().Which;

        attributes.Rules[0].Require.Should().ContainKey("""tags["cost center"]""");
    }

    [Fact]
    public void The_policy_settings_and_waivers_are_read()
    {
        var policy = Given.Settings(Given.Complete).Policy;

        policy.Should().BeEquivalentTo(
            new PolicySettings
            {
                Level = PolicyLevel.Advise,
                Unknown = UnknownHandling.Fail,
                Scope = PolicyScope.All,
                InlineIgnore = false,
                Approvers = ["@nimbus/infra"],
                MaxWaiver = TimeSpan.FromDays(30),
                Waivers = [new(
                    "labels", ["module.old.*", "aws_sqs_queue.jobs"], ["live"], new(2030, 2, 1), "moves in spring")],
            },
            options => options.Excluding(settings => settings.Rules));
    }

    [Fact]
    public void A_rule_has_its_own_keys_and_per_environment_overrides()
    {
        var rule = Given.Settings(Given.Complete).Policy.Rules[0];

        rule.Should().BeEquivalentTo(
            new PolicyRule("names", new RuleKind.Naming(new(["*"]), Any("${env}-*")))
            {
                Level = PolicyLevel.Block,
                Unknown = UnknownHandling.Pass,
                Scope = PolicyScope.New,
                InlineIgnore = true,
                Approvers = [],
                Why = "names tell where things live",
                Docs = "https://handbook.nimbus.example/names",
                Hint = "begin with the environment",
                Factor = "core-network",
            },
            options => options.Excluding(own => own.In).RespectingRuntimeTypes());
        rule.For("trial").Should().BeEquivalentTo(
            rule with
            {
                Level = PolicyLevel.Advise,
                Hint = "anything goes",
                Kind = new RuleKind.Naming(new(["*"]), Any("*"))
            },
            options => options.Excluding(there => there.In).RespectingRuntimeTypes());
        rule.For("live").Should().BeSameAs(rule);
    }

    public static TheoryData<string, string?, RuleKind> Kinds => new()
    {
        {
            "labels", null, new RuleKind.Tags(
                new Dictionary<string, TagRequirement>
                {
                    ["team"] = new(Any("/^[a-z]{2,}$/"), "who answers for it"),
                    ["tier"] = new(Any("gold", "1"), null),
                    ["stage"] = new(Any("${env}"), null),
                    ["any"] = new(null, null),
                },
                new(["google_*!google_project"]), TagSource.Provider)
        },
        { "places", null, new RuleKind.Regions(Places("eu-north-1")) },
        { "places", "trial", new RuleKind.Regions(Places("*")) },
        { "small", null,
            new RuleKind.Sizes(
                [new(new(["aws_instance"]), Any("t4g.micro", "t4g.small")), new(new(["aws_*"]), Any("*"))]) },
        { "banned", null, new RuleKind.Deny(new(["aws_iam_user"])) },
        { "keep", null,
            new RuleKind.Protect(new(["stateful", "acme_vault"]), [ProtectedAction.Create, ProtectedAction.Update]) },
        {
            "closed", null, new RuleKind.Attributes(
            [
                new(new(["aws_db_instance", "aws_rds_cluster"]), null)
                {
                    Require = new Dictionary<string, ValueMatcher> { ["storage_encrypted"] = Any("true"),
                        ["backup_retention_period"] = Any(">=3") },
                    Forbid = new Dictionary<string, ValueMatcher> { ["port"] = Any("3306", "5432") },
                },
                new(new(["aws_security_group*"]),
                    "egress[*]") { ForbidAll = new Dictionary<string, ValueMatcher> { ["protocol"] = Any("-1"),
                        ["from_port"] = Any("!=0") } },
            ])
        },
        { "closed", "trial",
            new RuleKind.Attributes(
                [new(new(["aws_db_instance"]),
                    null) { Forbid = new Dictionary<string, ValueMatcher> { ["deletion_protection"] = Any(
                        "false") } }]) },
        { "origins", null, new RuleKind.Modules(Any("./*"), true) },
        { "makers", null, new RuleKind.Providers(Any("hashicorp/aws")) },
        { "purse", null, new RuleKind.Cost(10.5m, 5, 900, "EUR") },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_rule_of_each_kind_is_read(string id, string? environment, RuleKind expected)
    {
        var rule = Given.Settings(Given.Complete).Policy.Rules.Single(rule => rule.Id == id);

        var kind = rule.For(environment).Kind;

        kind.Should().BeEquivalentTo(expected, options => options.RespectingRuntimeTypes().WithStrictOrdering());
    }

    [Fact]
    public void Omitted_keys_of_a_rule_have_defaults()
    {
        var rules = Given.Settings("""
            version: 1
            policy:
              rules:
                - { id: a, protect: { types: [stateful] } }
                - { id: b, tags: { required: { owner: {} } } }
                - { id: c, modules: { allow: "./*" } }
            """).Policy.Rules;

        var kinds = rules.Select(rule => rule.Kind);

        kinds.Should().BeEquivalentTo(
            new RuleKind[]
            {
                new RuleKind.Protect(
                    new(["stateful"]), [ProtectedAction.Delete, ProtectedAction.Replace, ProtectedAction.Forget]),
                new RuleKind.Tags(new Dictionary<string, TagRequirement> { ["owner"] = new(null, null) }, new([]),
                    TagSource.Effective),
                new RuleKind.Modules(Any("./*"), false),
            },
            options => options.RespectingRuntimeTypes());
        rules.Should().OnlyContain(rule => rule.Level == null && rule.Approvers == null);
    }

    private static ValueMatcher Any(params string[] items) => new() { Items = items };

    private static Dictionary<string, ValueMatcher> Places(string aws) => new()
    {
        ["aws"] = Any(aws), ["google"] = Any("europe-*", "us-*"), ["google-beta"] = Any("europe-*"),
        ["azurerm"] = Any("northeurope"), ["awscc"] = Any("eu-north-1"), ["azapi"] = Any("northeurope"),
        ["oci"] = Any("eu-stockholm-1"), ["ibm"] = Any("eu-de"), ["alicloud"] = Any("eu-central-1"),
        ["digitalocean"] = Any("fra1"), ["openstack"] = Any("RegionOne"), ["hcloud"] = Any("fsn1", "nbg1"),
    };
}
