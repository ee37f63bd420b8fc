namespace TfPilot.Action.Tests;

public sealed class PolicyExplainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string plan;

    public PolicyExplainTests()
    {
        folder.Write(".tfpilot.yml", """
            version: 1
            policy:
              rules:
                - { id: owner, tags: { required: { owner: { equals: "${env}" } } } }
                - { id: budget, cost: { max_increase: 10, max_total: 100, currency: USD } }

            """);
        folder.Write(
            "main.tf", "# tfpilot:ignore owner until=2000-01-31 reason=\"later\"\nresource \"aws_vpc\" \"main\" {}\n");
        plan = folder.Write("plan.json", """
            {"format_version":"1.2","resource_changes":[
              {"address":"aws_vpc.main","mode":"managed","type":"aws_vpc","name":"main","change":{"actions":["create"],"before":null,"after":{"tags":{"owner":"me"}}}},
              {"address":"aws_vpc.same","mode":"managed","type":"aws_vpc","name":"same","change":{"actions":["no-op"],"before":{},"after":{}}}]}
            """);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_steps_to_the_verdict_are_printed_as_a_tree()
    {
        var run = Cli.Run("policy", "explain", "owner", "aws_vpc.main", plan, "--environment", "prod");

        run.Should().Be(new CliRun(0, """

              Rule owner (tags) at aws_vpc.main in prod
                Its level is block, unknown values warn, scope changed.
                The rule applies to resources of type aws_vpc.
                The plan's action is create, which is in scope.
                tags.owner: fail
                  Found "me" in tags.
                  Wanted "prod".
                  tfpilot:ignore expired on 2000-01-31.


            """, ""));
    }

    [Fact]
    public void Unchanged_resources_can_be_explained()
    {
        var run = Cli.Run("policy", "explain", "owner", "aws_vpc.same", plan);

        run.ExitCode.Should().Be(0);
        run.Out.Should().Contain("The plan's action is noop, which is out of scope.");
    }

    [Fact]
    public void A_cost_rule_is_explained_with_the_cost_estimate()
    {
        var cost = folder.Write("cost.json", PlanJson.Estimate);

        var estimated = Cli.Run("policy", "explain", "budget", "-", plan, "--infracost", cost, "--environment", "");
        var not = Cli.Run("policy", "explain", "budget", "-", plan);

        estimated.Should().Be(new CliRun(0, """

              Rule budget (cost) on the whole plan
                Its level is block, unknown values warn, scope changed.
                max_increase: fail
                  Found +$20.00 per month.
                  Wanted at most +$10.00 per month.
                max_total: pass
                  Found $30.00 per month after $10.00.
                  Wanted at most $100.00 per month.


            """, ""));
        not.Out.Should()
            .Contain("Found not estimated: there is no Infracost file for this project.").And.Contain(
                "It cannot be evaluated: the rule lets this warn.");
    }

    [Theory]
    [InlineData("ownr", "aws_vpc.main", "tfpilot: there is no rule ownr; did you mean owner?\n")]
    [InlineData("owner", "aws_vpc.mian", "tfpilot: the plan has nothing at aws_vpc.mian; did you mean aws_vpc.main?\n")]
    [InlineData("owner", "x", "tfpilot: the plan has nothing at x; there are aws_vpc.main, aws_vpc.same\n")]
    public void An_unknown_rule_or_address_is_reported_with_a_suggestion(string rule, string address, string error)
    {
        var run = Cli.Run("policy", "explain", rule, address, plan);

        run.Should().Be(new CliRun(2, "", error));
    }

    [Fact]
    public void Of_several_plans_only_those_with_the_address_are_explained()
    {
        var other = folder.Write("other/plan.json", PlanJson.Create);

        var one = Cli.Run("policy", "explain", "owner", "aws_vpc.main", plan, $"billing={other}");
        var both = Cli.Run("policy", "explain", "budget", "-", $"orders={plan}", $"billing={other}");
        var none = Cli.Run("policy", "explain", "owner", "terraform_data.b", $"orders={plan}", $"billing={other}");

        one.Out.Should().StartWith("\n  Rule owner (tags) at aws_vpc.main\n");
        both.Out.Should()
            .StartWith("\n  orders\n  Rule budget (cost)").And.Contain("\n\n  billing\n  Rule budget (cost)");
        none.Error.Should()
            .Contain("orders: the plan has nothing at terraform_data.b").And.Contain(
                "billing: the plan has nothing at terraform_data.b; did you mean terraform_data.a?");
    }

    [Fact]
    public void Unreadable_settings_or_plans_are_reported_first()
    {
        var settings = folder.Write("wrong.yml", "version: 1\npolcy: {}\n");

        var run = Cli.Run("policy", "explain", "owner", "aws_vpc.main", plan, "--config", settings);

        run.Should()
            .Be(new CliRun(2, "", $"tfpilot: {settings}:2:1: polcy is not a known key; did you mean policy?\n"));
    }

    [Fact]
    public void Lines_fit_a_narrow_terminal()
    {
        var run = new Cli { Width = 40 }.RunWith("policy", "explain", "owner", "aws_vpc.main", plan);

        run.Out.Split('\n').Should().OnlyContain(line => line.Length <= 40);
        run.Out.Should().Contain("\n    Its level is block, unknown values\n    warn, scope changed.\n");
    }
}
