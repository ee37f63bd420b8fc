using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>
/// The numbered cases that specify decisions about pull requests: a letter for the subject and a number. Every number
/// has at least one test.
/// </summary>
public sealed partial class CaseNumberTests
{
    private static readonly (char Letter, int Count, Type Tests)[] Subjects =
    [
        ('A', 20, typeof(ReviewStateTests)),
        ('B', 29, typeof(ApproverTests)),
        ('C', 22, typeof(CommitAndPushTests)),
        ('D', 19, typeof(EnvironmentAndPathTests)),
        ('E', 30, typeof(ConditionAndOverrideTests)),
    ];

    /// <summary>
    /// Cases that the facts of one pull request cannot express: acquiring and releasing locks, and deployments.
    /// </summary>
    private static readonly string[] Elsewhere = ["E13", "E14", "E17", "E22", "E23", "E24", "E25", "E26"];

    [Fact]
    public void Every_case_number_has_a_test()
    {
        var cases = Subjects.SelectMany(
            subject => Enumerable.Range(1, subject.Count).Select(number => $"{subject.Letter}{number}"))
            .Except(Elsewhere);

        var tested = Subjects.SelectMany(subject => subject.Tests.GetMethods())
            .Select(test => Number().Match(test.Name)).Where(found => found.Success).Select(found => found.Value);

        tested.Distinct().Should().BeEquivalentTo(cases);
    }

    [GeneratedRegex("^[A-E][0-9]+(?=_)")]
    private static partial Regex Number();
}
