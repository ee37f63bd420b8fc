using TfPilot.Core.Approvals;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;
using TfPilot.Core.Tests.Reviews;

namespace TfPilot.Core.Tests.House.Choices;

/// <summary>
/// A switch that ends in <c>UnreachableException</c> handles every case of its choice: a new case that it does not
/// handle fails this test instead of failing for users.
/// </summary>
public sealed class ExhaustiveSwitchTests
{
    private static readonly IReadOnlyList<Choice> Choices =
        [.. RepositoryFiles.ProductionSources.SelectMany(path => Choice.In(RepositoryFiles.Read(path)))];

    /// <summary>
    /// Switches over other values, or over a part of a choice, each with the reason why no other value occurs.
    /// </summary>
    private static readonly string[] Exempt =
    [
        "app/Hosting/AppRegistration.cs", // the configuration was read before
        "src/TfPilot.Core/Plans/Values/PlanValueReader.cs", // tokens of JSON that begin a value: PlanReaderTests
        "src/TfPilot.Core/Policies/Rules/ValueTest.cs", // signs: the expression that reads them names the same four
        "src/TfPilot.Core/Reviews/FindingGroup.cs", // Every_finding_has_a_section
        "src/TfPilot.Core/Reviews/Losses.cs", // Every_destructive_action_counts_as_one_loss
        "src/TfPilot.Core/Reviews/Verdicts.cs", // Every_finding_has_a_section
        "src/TfPilot.Core/Settings/Sections/KindSection.cs", // words: the shapes name the same
    ];

    [Fact]
    public void Every_switch_handles_every_case_of_its_closed_type()
    {
        var incomplete = RepositoryFiles.ProductionSources
            .SelectMany(path => Incomplete(RepositoryFiles.Read(path)), (path, line) => (path, line)).ToList();

        incomplete.Where(found => !Exempt.Contains(found.path)).Select(found => $"{found.path}:{found.line}")
            .Should().BeEmpty();
        incomplete.Select(found => found.path).Should().Contain(Exempt).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public void Closed_types_are_found_with_their_cases()
    {
        Choices.Should().HaveCountGreaterThan(60);
        Choices.Single(choice => choice.Name == "Decision").Cases.Should().BeEquivalentTo(Enum.GetNames<Decision>());
        Choices.Single(choice => choice.Name == "CheckConclusion").Cases.Should()
            .BeEquivalentTo("Success", "Failure", "ActionRequired");
        Choices.Single(choice => choice.Name == "PullCommand").Cases.Should().BeEquivalentTo(CasesOf<PullCommand>());
        Choices.Single(choice => choice.Name == "PlanValue").Cases.Should().BeEquivalentTo(CasesOf<PlanValue>());
    }

    [Theory]
    [InlineData("Light.Red => 1, Light.Green or Light.Off => 2,", "")]
    [InlineData("Light.Red => 1, Light.Green => 2,", "Off")]
    [InlineData("Light.Red => 1, Light.Green => 2, Light.Off when late => 3,", "Off")]
    [InlineData("Light.Red => f(a, \"Light.Off => \"), Light.Green => 2, /* Light.Off => 3, */", "Off")]
    [InlineData("Light.Red => $\"{(a ? \"}\" : \"{\")}\", Light.Green => 2, Light.Off => '\"',", "")]
    public void A_missing_case_in_a_switch_expression_is_found(string arms, string missing) =>
        Missing(
            $"enum Light {{ Red, Green, Off }} int A() => light switch {{ {arms} _ => throw new " +
                $"UnreachableException(), }};").Should().Be(missing);

    [Theory]
    [InlineData("case Step.Go: break; case Step.Wait(var time): break;", "")]
    [InlineData("case Step.Go: break;", "Wait")]
    [InlineData("case Step.Go: break; case Step.Wait { Time: 1 }: break;", "Wait")]
    [InlineData("case Step.Go: break; case Step.Wait(1): break; case Step.Wait wait: break;", "")]
    [InlineData("case Go: break; case Wait(_): break;", "")]
    public void A_missing_case_in_a_switch_statement_is_found(string labels, string missing) => Missing($$"""
        abstract record Step { private Step() { } public sealed record Go : Step; public sealed record Wait(int Time) : Step; }
        void A() { switch (step) { {{labels}} default: throw new UnreachableException(); } }
        """).Should().Be(missing);

    [Fact]
    public void Every_finding_has_a_section()
    {
        foreach (var verdict in Enum.GetValues<FindingVerdict>())
        {
            foreach (var level in Enum.GetValues<PolicyLevel>())
            {
                var place = FindingGroup.SectionOf(A.Finding(level: level, verdict: verdict));

                Enum.IsDefined(place).Should().BeTrue($"{verdict} {level}");
            }
        }
    }

    [Fact]
    public void Every_destructive_action_counts_as_one_loss()
    {
        foreach (var action in Enum.GetValues<PlanAction>())
        {
            var change = A.Delete("aws_instance.web") with { Action = action };
            var review = A.Review(change);

            Losses.Of(review).Should().HaveCount(change.ClassOf() == RiskClass.Destructive ? 1 : 0, $"{action}");
        }
    }

    [Fact]
    public void Every_command_has_one_definition()
    {
        var made = CommandDefinition.All.Select(form => form.Make(["prod", "because"])).ToList();

        made.Select(command => command.Verb).Should().Equal(CommandDefinition.All.Select(form => form.Verb));
        made.Select(command => command.GetType().Name).Should()
            .BeEquivalentTo(CasesOf<PullCommand>().Except([nameof(PullCommand.Unreadable)]));
    }

    private static IEnumerable<string> CasesOf<T>() =>
        typeof(T).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(T))).Select(type => type.Name);

    private static string Missing(string source) =>
        string.Join(' ', ChoiceSwitch.In(source).Single().MissingOf(Choice.In(source).Single()) ?? ["?"]);

    /// <summary>The line numbers of switches that miss a case of every choice that they might be over.</summary>
    private static IEnumerable<int> Incomplete(string source) => ChoiceSwitch.In(source)
        .Where(found => Choices.All(choice => found.MissingOf(choice) is not { Count: 0 }))
        .Select(found => found.Line);
}
