using TfPilot.Core.Basics;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings.Layouts;

public sealed class MigrationTests
{
    private const string Atlantis = """
        version: 3
        automerge: true
        parallel_plan: true
        projects:
          - name: shop-prod
            dir: shop
            branch: /main/
            workspace: production
            workflow: shop
            terraform_version: v1.9.0
            autoplan:
              when_modified: ["*.tf", "../modules/**/*.tf", "../config/*.yaml", "!*.md"]
              enabled: true
            apply_requirements: [approved, mergeable, undiverged]
          - name: shop-dev
            dir: shop
            workspace: dev
            workflow: shop
          - dir: live/staging/dns
            depends_on: [shop-dev]
        workflows:
          shop:
            plan:
              steps:
                - run: make prepare
                - init:
                    extra_args: ["-backend-config=backend/$WORKSPACE.tfbackend", "-upgrade"]
                - plan:
                    extra_args: ["-var-file", "env/${WORKSPACE}.tfvars", "-lock=false"]
        """;

    private const string Digger = """
        auto_merge: true
        projects:
          - name: app-prod
            dir: ./prod
            workflow: prod
            include_patterns: ["../shared/**", "files/policies/**"]
            layer: 2
            apply_requirements: [approved]
            aws_role_to_assume:
              state: arn:aws:iam::123:role/state
          - name: app-dev
            dir: ./dev
            drift_detection: false
        workflows:
          prod:
            plan:
              steps:
                - init:
                  extra_args: ["-backend-config=prod.tfbackend", "-backend-config=access_key=$STATE_KEY"]
                - plan:
                    extra_args: ["-var-file=prod.tfvars"]
            workflow_configuration:
              on_commit_to_default: [digger unlock]
            env_vars:
              commands: [{ name: TF_LOG, value: info }]
        reporting: { ai_summary: true }
        respect_layers: true
        """;

    [Theory]
    [InlineData("atlantis", Atlantis)]
    [InlineData("digger", Digger)]
    public void Projects_become_environments_and_other_settings_are_listed(string tool, string text)
    {
        var found = Scaffold.Of(Skeleton.Parse(["shop/main.tf backend", "live/staging/dns/main.tf backend",
            "prod/main.tf backend", "dev/main.tf backend", "modules/a/main.tf"]).Tree);

        var scaffold = Migrate(found, text);

        var settings = ScaffoldFiles.Of(scaffold)[0].Text;
        Golden.Check(settings.Split("policy:")[0], $"from-{tool}.yml");
        Given.Problems(settings).Should().BeEmpty();
    }

    [Theory]
    [InlineData("- a", "is no atlantis.yaml or digger.yml")]
    [InlineData("projects: [", "invalid YAML")]
    public void A_file_of_another_format_is_rejected(string text, string problem) =>
        MigrationReader.Read("x.yaml", text).Match(_ => "", problems => problems[0].Message).Should().Contain(problem);

    [Fact]
    public void A_file_without_projects_changes_no_environment_and_its_keys_are_listed()
    {
        var found = Scaffold.Of(Skeleton.Parse(["live/prod/main.tf backend"]).Tree);

        var scaffold = Migrate(found, "version: 3\nautodiscover: { mode: enabled }\n");

        scaffold.Environments.Should().BeEquivalentTo(found.Environments);
        scaffold.LeftToDo.Should().ContainMatch("autodiscover: *");
    }

    private static Scaffold Migrate(Scaffold found, string text) => MigrationReader.Read("a.yaml", text)
        .Match(migration => MigrationRules.Apply(found, migration),
            problems => throw new InvalidOperationException(problems[0].Message));
}
