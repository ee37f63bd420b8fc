using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.Core.Settings;
using TfPilot.Core.Tests.House;

namespace TfPilot.Core.Tests.Settings;

public class DiagnosisRulesTests
{
    private static readonly string[] NeedMoreThanWorkflows = ["action-imposter", "release-mutable", "plan-noise",
        "settings-problem", "settings-missing", "environment-unprotected", "environment-unused", "tool-differs"];

    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            foreach (var (id, at, bad, good) in DiagnosisCases.All) cases.Add(id, at, bad, good);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_check_finds_its_bad_workflow_at_its_location_and_accepts_the_good_one(
        string id, string at, string bad, string good)
    {
        var (sick, healthy) = (Check(bad), Check(good));

        sick.Where(found => found.Id == id).Select(found => TextAt(found.Where, bad)).Should().ContainSingle().Which
            .Should().StartWith(at);
        healthy.Should().NotContain(found => found.Id == id);
    }

    [Fact]
    public void Every_check_has_a_bad_and_a_good_example() =>
        DiagnosisRules.Checks.Select(check => check.Id).Should()
        .OnlyHaveUniqueItems().And.BeEquivalentTo(
            DiagnosisCases.All.Select(twin => twin.Id).Distinct().Concat(NeedMoreThanWorkflows));

    [Fact]
    public void The_documentation_lists_every_check()
    {
        var rows = DiagnosisRules.Checks.Select(
            check => $"| `{check.Id}` | {check.Level.ToString().ToLowerInvariant()} | {check.Finds} | " +
                $"{check.Reason} |");

        var documented = RepositoryFiles.Read("docs/reference/doctor.md").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        documented.Should().Equal(rows);
    }

    [Fact]
    public void The_workflows_of_this_repository_have_only_advice()
    {
        var workflows = RepositoryFiles.Of(".github/workflows/", ".yml")
            .Select(path => new SourceFile(path, RepositoryFiles.Read(path))).ToList();

        var checkup = DiagnosisRules.Decide(new(workflows, Read("version: 1\n")));

        workflows.Should().NotBeEmpty();
        checkup.Diagnoses.Where(found => found.Level > DiagnosisLevel.Advice).Should().BeEmpty();
    }

    [Fact]
    public void A_workflow_written_by_init_has_only_advice()
    {
        var files = ScaffoldFiles.Of(
            Scaffold.Of(
                new SourceTree(
                    [new("live/prod/main.tf", "terraform {\n  backend \"s3\" {}\n}\n"), new("live/dev/main.tf", "")])));

        var checkup = DiagnosisRules.Decide(
            new([new("w.yml", files.Single(file => file.Path == ScaffoldFiles.WorkflowPath).Text)],
                Read(files.Single(file => file.Path == ScaffoldFiles.SettingsPath).Text)));

        checkup.Diagnoses.Select(found => found.Id).Should().Equal("tfpilot-moves", "credentials-missing");
        checkup.IsHealthy.Should().BeTrue();
    }

    [Fact]
    public void The_recommended_permissions_are_those_that_init_writes()
    {
        var found = Check(
            "on: pull_request\npermissions: {}\njobs: { a: { uses: " +
                "tfpilot/tfpilot-actions/.github/workflows/tfpilot-plan.yml@v1 } }")
                .Single(diagnosis => diagnosis.Id == "grants-missing");

        found.What.Should().ContainAll(WorkflowGrants.Plan.Select(grant => $"`{grant.Scope}: {grant.Access}`"));
        found.Fix.Should()
            .Be($"In the job a write `permissions: {{ " +
            $"{string.Join(", ", WorkflowGrants.Plan.Select(grant => $"{grant.Scope}: {grant.Access}"))} }}`.");
    }

    [Theory]
    [InlineData("{ run: \"echo ${{ github.head_ref }}\" }", "write \"$VALUE\" in the script.")]
    [InlineData("{ uses: actions/github-script@v7, with: { script: \"x('${{ github.head_ref }}')\" } }",
        "write process.env.VALUE in the script.")] // JavaScript, so $VALUE means nothing
    public void The_fix_for_untrusted_text_uses_the_syntax_of_the_shell(string step, string fix)
    {
        var found = Check($"on: push\npermissions: {{}}\njobs: {{ a: {{ steps: [{step}] }} }}")
            .Single(diagnosis => diagnosis.Id == "untrusted-text");

        found.Fix.Should().EndWith(fix);
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("with: { tool: tofu }, ", true, true)]
    [InlineData("with: { tool: terragrunt }, ", true, false)]
    [InlineData("with: { tool: \"${{ inputs.tool }}\" }, ", true, false)] // may be any
    [InlineData("with: { tool: terragrunt }, ", false, true)]
    [InlineData("", false, false)]
    [InlineData("", null, false)]
    public void A_tool_input_that_does_not_match_the_repository_is_found(string inputs, bool? hasTerragrunt, bool found)
    {
        SourceFile workflow = new("w.yml",
            $"on: pull_request\npermissions: {{}}\njobs: {{ a: {{ {inputs}uses: " +
                $"tfpilot/tfpilot-actions/.github/workflows/tfpilot-plan.yml@v1 }} }}");

        Ids(new([workflow], Read("version: 1\n")) { HasTerragrunt = hasTerragrunt }).Contains("tool-differs").Should()
            .Be(found);
    }

    [Fact]
    public void A_YAML_alias_is_checked_in_every_job()
    {
        var found = Check(
            "on: pull_request\npermissions: {}\njobs:\n  a: &a { steps: [{ run: terraform apply }] }\n  b: *a\n")
                .Where(diagnosis => diagnosis.Id == "apply-in-pull-request");

        found.Select(diagnosis => diagnosis.What).Should()
            .Equal("The job a runs for pull requests and applies.", "The job b runs for pull requests and applies.");
    }

    [Fact]
    public void Missing_invalid_and_unmerged_settings_are_found()
    {
        Ids(new([], Settings: null)).Should().Equal("settings-missing");
        Ids(new([], Read("version: 2\nlockz: {}\n"))).Should().Equal("settings-problem", "settings-problem");
        Ids(new([], Read("version: 1\n"))).Should().BeEmpty();
        Ids(new([], Read("version: 1\n")) { GitHub = new([]) { HasSettings = false } }).Should()
            .Equal("settings-missing");
        Ids(new([], Read("version: 1\n")) { GitHub = new([]) { HasSettings = true } }).Should().BeEmpty();
    }

    [Theory]
    [InlineData("""[command]/opt/terraform-bin show -json tfplan""", true)]
    [InlineData("""{"format_version":"1.2"}""", false)]
    public void A_plan_file_with_wrapper_output_is_found(string firstLine, bool found) =>
        Ids(new([], Read("version: 1\n")) { Plans = [new("live/plan.json", firstLine)] }).Should()
        .Equal(found ? ["plan-noise"] : []);

    [Theory]
    [InlineData("jobs: { a: { environment: PROD } }", "dev")]
    [InlineData(
        "jobs: { a: { environment: { name: prod } }, b: { steps: [{ uses: tfpilot/tfpilot-actions@v1, with: { " +
        "environment: dev } }] } }", "")]
    [InlineData("jobs: { a: { environment: \"${{ matrix.environment }}\" } }", "")] // may be any
    // plans every project
    [InlineData("jobs: { a: { uses: tfpilot/tfpilot-actions/.github/workflows/tfpilot-plan.yml@v1 } }", "")]
    public void An_environment_that_no_workflow_uses_is_found(string jobs, string unused)
    {
        var checkup = DiagnosisRules.Decide(
            new([new("w.yml", $"on: push\npermissions: {{}}\n{jobs}")], TwoEnvironments) { AllWorkflows = true });

        var found = checkup.Diagnoses.Where(diagnosis => diagnosis.Id == "environment-unused")
            .Select(diagnosis => diagnosis.What);

        found.Should().Equal(unused.Length == 0 ? [] : [$"No workflow uses the environment {unused}."]);
    }

    [Fact]
    public void An_unprotected_or_missing_environment_is_found_at_its_location()
    {
        SourceFile workflow = new("w.yml",
            "on: push\npermissions: {}\njobs: { a: { environment: stage }, b: { environment: prod }, c: { " +
                "environment: \"${{ matrix.e }}\" } }");
        var facts = new RepositoryFacts([workflow],
            TwoEnvironments)
        {
            AllWorkflows = true,
            GitHub = new([]) { Environments = [new("Prod") { HasReviewers = true }, new("dev")] },
        };

        var found = DiagnosisRules.Decide(facts).Diagnoses.Where(
            diagnosis => diagnosis.Id == "environment-unprotected");

        found.Select(diagnosis => (diagnosis.Where, diagnosis.What)).Should().Equal(
            (".tfpilot.yml", "The environment dev is not protected."),
            ("w.yml:3:27", "GitHub has no environment stage: the first job that names it creates it, unprotected."));
    }

    [Theory]
    [InlineData("custom custom", "the strongest. A custom deployment protection rule protects prod, dev")]
    [InlineData("custom branch", "for dev it is the required check")]
    [InlineData("custom reviewers", "none for dev.")] // any branch may ask them
    [InlineData("branch none", "none for dev.")]
    [InlineData("missing missing", "none for prod, dev.")]
    public void The_guarantee_is_that_of_the_weakest_environment(string protections, string expected)
    {
        var environments = protections.Split(' ').Zip(["prod", "dev"], (protection, name) => (protection, name))
            .Where(one => one.protection != "missing")
            .Select(one => new DeploymentEnvironment(one.name)
            {
                HasCustomRule = one.protection == "custom",
                HasBranchPolicy = one.protection == "branch", HasReviewers = one.protection == "reviewers"
            });

        var checkup = DiagnosisRules.Decide(
            new([], TwoEnvironments) { GitHub = new([]) { Environments = [.. environments] } });

        checkup.Guarantee.Should().StartWith("Guarantee: ").And.Contain(expected);
    }

    [Fact]
    public void Without_GitHub_data_the_guarantee_is_unknown_and_the_skipped_checks_are_listed()
    {
        var checkup = DiagnosisRules.Decide(new([], TwoEnvironments));

        checkup.Diagnoses.Should().BeEmpty();
        checkup.NotChecked.Should().Contain(part => part.Contains("GITHUB_TOKEN", StringComparison.Ordinal));
        checkup.Guarantee.Should().StartWith("Guarantee: unknown.");
    }

    [Theory]
    [InlineData(true, null, "")]
    [InlineData(false, null, "action-imposter")]
    [InlineData(null, null, "")] // not asked, or too many branches to say
    public void A_commit_that_exists_only_in_a_fork_of_the_action_is_found(bool? isOnBranch, bool? immutable, string id)
    {
        const string commit = "08c6903cd8c0fde910a37f88322edcfb5dd907a8";

        var found = Ids(Using($"acme/login/sub@{commit}", new($"acme/login@{commit}", new(isOnBranch, immutable))));

        found.Should().Equal(id.Length == 0 ? [] : [id]);
    }

    [Theory]
    [InlineData(null, "action-unpinned")]
    [InlineData(false, "action-unpinned release-mutable")]
    [InlineData(true, "")] // the tag cannot move
    public void A_tag_counts_as_pinned_if_its_release_is_immutable(bool? isImmutable, string ids) =>
        string.Join(' ', Ids(Using("acme/login@v1.2.3", new("acme/login@v1.2.3", new(null, isImmutable))))).Should()
            .Be(ids);

    [Fact]
    public void Each_action_version_is_looked_up_once_and_local_actions_and_images_never()
    {
        var facts = Using("acme/a/b@v1", default);
        const string more = "on: push\njobs: { a: { steps: [{ uses: acme/a@v1 }, { uses: ./x }, { uses: docker://a/b " +
            "}] }, b: { uses: acme/c/.github/workflows/w.yml@v2 } }";

        var asked = DiagnosisRules.ActionsOf(facts with { Workflows = [.. facts.Workflows, new("b.yml", more)] });

        asked.Select(version => $"{version}").Should().Equal("acme/a@v1", "acme/c@v2");
    }

    [Fact]
    public void Workflows_without_Terraform_are_skipped_unless_called_by_one_or_requested()
    {
        const string folder = ".github/workflows";
        RepositoryFacts facts = new(
            [
                new($"{folder}/app.yml", "on: push\njobs: { a: { steps: [{ run: npm test }] } } # terraform, a word"),
                new($"{folder}/docs.yml", "# terraform\non: push\njobs: { a: { steps: [{ run: make }] } }"),
                new($"{folder}/plan.yml", "on: push\njobs: { a: { uses: ./.github/workflows/tools.yml } }\nx: a.tf"),
                new($"{folder}/tools.yml", "on: workflow_call\njobs: { a: { steps: [{ run: make }] } }"),
                new($"{folder}/broken.yml", "on: {"),
            ], Read("version: 1\n"));

        var (some, all) = (DiagnosisRules.Decide(facts), DiagnosisRules.Decide(facts with { AllWorkflows = true }));

        some.Diagnoses.Where(found => found.Id == "permissions-missing").Select(found => found.Where).Should().Equal(
            $"{folder}/app.yml:1:1", $"{folder}/plan.yml:1:1", $"{folder}/tools.yml:1:1");
        some.Workflows.Should().Be(3);
        some.NotChecked[0].Should().Be("2 workflows without Terraform and tfpilot (docs.yml, broken.yml): pass --all.");
        all.Workflows.Should().Be(5);
        all.NotChecked.Should().NotContain(part => part.Contains("--all", StringComparison.Ordinal));
    }

    [Fact]
    public void An_environment_for_plans_needs_no_protection()
    {
        SourceFile workflow = new("w.yml", "on: pull_request\npermissions: {}\njobs: { a: { environment: prod-plan, " +
            "steps: [{ run: terraform plan }] } }");
        var facts = new RepositoryFacts([workflow], Read("version: 1\n")) { GitHub = new([]) { Environments = [] } };

        Ids(facts).Should().NotContain("environment-unprotected");
    }

    [Fact]
    public void The_text_lists_the_worst_diagnosis_first_with_its_fix()
    {
        const string workflow =
            "on: pull_request\njobs:\n  plan:\n    steps:\n      - uses: actions/checkout@v5\n      - run: |\n      " +
            "    echo ${{ github.head_ref }}\n          terraform plan -out=tfplan\n      - uses: " +
            "actions/upload-artifact@v4\n        with:\n          path: tfplan\n";
        var checkup = DiagnosisRules.Decide(
            new([new(".github/workflows/plan.yml", workflow), new(".github/workflows/odd\u001b[31m.yml", "on: {")],
                TwoEnvironments)
            { AllWorkflows = true });

        var text = DiagnosisText.Write(checkup, new TerminalStyle(Color: false, Width: 120));

        Golden.Check(text, "doctor.txt");
    }

    [Fact]
    public void The_text_shows_findings_of_one_check_in_a_file_once_with_their_lines()
    {
        const string job = "{ steps: [{ run: \"echo ${{ secrets.A }}\" }] }";
        var checkup = DiagnosisRules.Decide(new([new("w.yml",
            $"on: pull_request\npermissions: {{}}\njobs:\n  a: {job}\n  b: {job}\n  c: {job}\n  d: {job}\n")],
            Read("version: 1\n"))
        { AllWorkflows = true });

        var text = DiagnosisText.Write(checkup, new TerminalStyle(Color: false, Width: 120));

        text.Should().Contain("i secrets-for-forks  w.yml  4 times\n      at 4:23, 5:23, 6:23, 7:23\n")
            .And.Contain("… and 1 more like these\n");
        text.Split("fix: ").Should().HaveCount(2);
        checkup.Diagnoses.Should().HaveCount(4);
    }

    [Fact]
    public void Errors_are_shown_one_by_one()
    {
        var checkup = DiagnosisRules.Decide(new([], Read("version: 2\nlockz: {}\n")));

        var text = DiagnosisText.Write(checkup, new TerminalStyle(Color: false, Width: 120));

        text.Split("settings-problem").Should().HaveCount(3);
    }

    [Fact]
    public void No_line_of_the_text_starts_with_a_workflow_command()
    {
        var checkup = DiagnosisRules.Decide(
            new([new("w.yml",
                "on: push\npermissions: {}\njobs: { a: { steps: [{ uses: \"x ::error::a ##[error]b @v1\" }] } }")],
                Read("version: 1\n"))
            { AllWorkflows = true });

        var lines = Enumerable.Range(40, 80)
            .SelectMany(width => DiagnosisText.Write(checkup, new TerminalStyle(Color: false, width)).Split('\n'))
            .Select(line => line.TrimStart());

        lines.Should()
            .NotContain(line => line.StartsWith("::", StringComparison.Ordinal)
                || line.StartsWith("##[", StringComparison.Ordinal)).And.Contain(
                line => line.Contains("::error", StringComparison.Ordinal));
    }

    private static RepositoryFacts Using(string uses, KeyValuePair<string, ActionFacts> known) => new(
        [new("w.yml", $"on: push\npermissions: {{}}\njobs: {{ a: {{ steps: [{{ uses: {uses} }}] }} }}")],
        Read("version: 1\n"))
    {
        AllWorkflows = true,
        GitHub = new([])
        {
            Actions = known.Key is null ? new Dictionary<string, ActionFacts>()
                : new Dictionary<string, ActionFacts>([known]),
        },
    };

    /// <summary>The text at <c>file:line:column</c>.</summary>
    private static string TextAt(string place, string text)
    {
        var (line, column) = (int.Parse(place.Split(':')[1], CultureInfo.InvariantCulture),
            int.Parse(place.Split(':')[2], CultureInfo.InvariantCulture));
        return text.Split('\n')[line - 1][(column - 1)..];
    }

    private static Validated<TfPilot.Core.Settings.Settings> TwoEnvironments =>
        Read("version: 1\nenvironments: { prod: { paths: [\"a/**\"] }, dev: { paths: [\"b/**\"] } }\n");

    private static IReadOnlyList<Diagnosis> Check(string workflow) =>
        DiagnosisRules.Decide(
            new([new("w.yml", workflow)], Read("version: 1\n")) { AllWorkflows = true }).Diagnoses;

    private static IEnumerable<string> Ids(RepositoryFacts facts) =>
        DiagnosisRules.Decide(facts with { AllWorkflows = true }).Diagnoses.Select(diagnosis => diagnosis.Id);

    private static Validated<TfPilot.Core.Settings.Settings> Read(string text) =>
        SettingsReader.Read(".tfpilot.yml", text, new(2030, 1, 2));
}
