using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>The cases that specify decisions about pull requests.</summary>
public sealed partial class CaseNumberTests
{
    private static readonly Dictionary<Type, int> Blocks = new()
    {
        [typeof(BlockATests)] = 20, [typeof(BlockBTests)] = 29, [typeof(BlockCTests)] = 22, [typeof(BlockDTests)] = 19,
        [typeof(BlockETests)] = 30,
    };

    /// <summary>
    /// Cases that the facts of one pull request cannot express: acquiring and releasing locks, and deployments.
    /// </summary>
    private static readonly string[] Elsewhere = ["E13", "E14", "E17", "E22", "E23", "E24", "E25", "E26"];

    [Fact]
    public void Every_case_number_has_a_test()
    {
        var cases = Blocks.SelectMany(block => Enumerable.Range(1, block.Value)
            .Select(number => $"{block.Key.Name[5]}{number}")).Except(Elsewhere);

        var tested = Blocks.Keys.SelectMany(block => block.GetMethods()).Select(test => Number().Match(test.Name))
            .Where(found => found.Success).Select(found => found.Value);

        tested.Distinct().Should().BeEquivalentTo(cases);
    }

    [GeneratedRegex("^[A-E][0-9]+(?=_)")]
    private static partial Regex Number();
}
