using Xunit.Abstractions;

namespace TfPilot.App.Tests.Simulation.Mutations;

/// <summary>
/// Faults that are put into the rules are found by the simulation or by the tests of the tables. The faults are in a
/// copy of the sources; building and testing it takes a quarter of an hour, so it runs with TFPILOT_MUTATIONS=1 only.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Seeds = 150;

    public static TheoryData<string> Ids => [.. RuleMutation.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_mutation_fits_the_code(string id)
    {
        var mutations = RuleMutation.All.Where(mutation => mutation.Id == id);

        mutations.Should().OnlyContain(
            mutation => File.ReadAllText(Repository.PathOf(mutation.File)).Split(mutation.Text).Length == 2,
            "the code has changed: change the mutation too");
    }

    [MutationFact]
    public void Each_fault_in_the_rules_is_found()
    {
        using var sources = new MutatedSources();
        sources.FailedTests(mutation: null, Seeds).Should().BeNull("without a fault, all tests pass");
        var missed = new List<string>();

        foreach (var id in RuleMutation.Ids)
        {
            var found = sources.FailedTests(id, Seeds);
            output.WriteLine($"{id}: {found ?? "not found"}");
            if (found is null) missed.Add(id);
        }

        missed.Should().BeEmpty();
    }
}

/// <summary>A test that takes a quarter of an hour.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MutationFactAttribute : FactAttribute
{
    public MutationFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("TFPILOT_MUTATIONS") is null
            ? "takes a quarter of an hour; set TFPILOT_MUTATIONS=1" : null!;
}
