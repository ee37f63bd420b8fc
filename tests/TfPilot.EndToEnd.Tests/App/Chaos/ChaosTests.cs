using System.Diagnostics;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Tests.Simulator;
using Xunit.Abstractions;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>
/// After lost, duplicated and delayed deliveries and killed processes, GitHub finally shows the correct state.
/// TFPILOT_CHAOS_SEED sets the seed, which is printed; it determines the events but not their timing.
/// TFPILOT_CHAOS=full runs 10,000 events over 200 pull requests.
/// </summary>
public sealed class ChaosTests(GitHubSimulator github, ITestOutputHelper output) : IClassFixture<GitHubSimulator>
{
    [ChaosFact]
    public async Task After_random_faults_GitHub_shows_the_same_result_as_without_them()
    {
        var (size, seed, began) = (ChaosSize.Requested, ChaosSize.Seed, Stopwatch.GetTimestamp());
        output.WriteLine($"TFPILOT_CHAOS_SEED={seed}, {size}");
        await using var run = await ChaosRun.BeginAsync(github, size, seed);

        output.WriteLine(await run.RunEventsAsync());
        output.WriteLine($"the storm took {Stopwatch.GetElapsedTime(began)}");
        await run.SettleAllAsync();
        output.WriteLine($"all was done after {Stopwatch.GetElapsedTime(began)}");
        var state = await run.JudgeAsync();
        var expected = ChaosChecks.Of(state, "judge");
        output.WriteLine(
            $"{expected.Count} checks: " +
                $"{string.Join(", ", expected.CountBy(check => $"{check.Conclusion} {check.Title}"))}, after " +
                $"{Stopwatch.GetElapsedTime(began)}");

        Checks(state, expected);
        Locks(state, await run.Database.TicketsAsync());
        Answers(state, run.Commands.Comments, await run.Database.AnswersAsync());
        Consents(run.Commands.Comments, await run.Database.ConsentsAsync());
        History(state, await run.HistoryAsync(), await run.Database.ConsentsAsync());
        (await run.Database.DeadLettersAsync()).Should().BeEmpty();
        run.Errors.Should().BeEmpty("faults of GitHub are not errors of the App");
        (await run.Database.RunsAsync()).Should().Contain(run.Jobs.Confirmed, "accepted evidence is kept");
        (await github.ViolationsAsync()).Should().BeEmpty();
    }

    private static void Checks(JsonNode state, IReadOnlyList<ChaosCheck> expected)
    {
        var ours = ChaosChecks.Of(state, "tfpilot");

        expected.Select(check => check.Conclusion).Distinct().Should()
            .HaveCountGreaterThan(1, "the test needs different conclusions");
        expected.Select(check => check.Title).Distinct().Should().HaveCountGreaterThan(3);
        expected.Count(check => check.Title!.Contains("locked", StringComparison.Ordinal)).Should()
            .BeLessThan(expected.Count / 2, "a lock hides the other verdicts");
        ours.Select(check => (check.Head, check.Name)).Should().OnlyHaveUniqueItems("a check is created once");
        ours.Where(check => !ChaosChecks.IsOfThePast(check, state)).Should().BeEquivalentTo(expected);
    }

    private void Locks(JsonNode state, IReadOnlyList<ChaosTicket> places)
    {
        var ready = ChaosChecks.Open(state).Where(pull => !(bool)pull["draft"]!).Select(pull => (int)pull["number"]!)
            .ToList();
        output.WriteLine($"{places.Count} places: {string.Join(", ", places)}");

        foreach (var queue in places.Where(place => place.Pull > 0).GroupBy(place => place.Environment))
        {
            queue.Should().ContainSingle(place => place.IsHeld, $"one holds {queue.Key}").Which.Place.Should()
                .Be(queue.Min(place => place.Place), "the first in the queue holds the lock");
            queue.Select(place => place.Place).Should().OnlyHaveUniqueItems();
            queue.Select(place => place.Pull).Should()
                .OnlyHaveUniqueItems().And.BeSubsetOf(
                    ready, "closed and draft pull requests neither hold locks nor wait for them");
        }
    }

    /// <summary>
    /// Every command that existed long enough has exactly one answer, regardless of its deliveries, and no comment has
    /// two.
    /// </summary>
    private void Answers(JsonNode state, IReadOnlyList<ChaosComment> said, IReadOnlyList<ChaosAnswer> decided)
    {
        var reactions = state["reactions"]!.AsArray().Where(reaction => (string)reaction!["user"]! == "tfpilot[bot]")
            .ToLookup(reaction => (long)reaction!["subject_id"]!, reaction => (string?)reaction!["content"]);
        var replies = state["comments"]!.AsArray().Where(comment => (string?)comment!["app"] == "tfpilot")
            .Select(comment => (string)comment!["body"]!).ToList();
        var answers = decided.ToDictionary(answer => answer.Comment);
        output.WriteLine(
            $"{said.Count} comments, {answers.Count} heard: " +
                $"{string.Join(", ", decided.CountBy(answer => answer.Reaction ?? "ignored"))}");

        foreach (var comment in said)
        {
            var answer = answers.GetValueOrDefault(comment.Id);
            var shown = replies.Count(
                reply => reply.Contains($"<!-- tfpilot:answer {comment.Id} -->", StringComparison.Ordinal));
            if (comment is { IsCommand: true, IsEdited: false, IsDeleted: false, MayBeIgnored: false })
                answer?.Reaction.Should().NotBeNull($"{comment} asks for something");
            if (!comment.IsCommand && !comment.IsEdited) (answer?.Reaction).Should()
                .BeNull($"{comment} asks for nothing");
            if (comment.IsDeleted) continue;
            reactions[comment.Id].Should()
                .Equal(answer?.Reaction is { } reaction ? [reaction] : [], $"{comment} was answered so");
            shown.Should().Be(answer is { HasReply: true } ? 1 : 0, $"{comment} was answered so");
        }
    }

    private static void Consents(IReadOnlyList<ChaosComment> said, IReadOnlyList<ChaosConsent> consents)
    {
        var comments = said.ToDictionary(comment => comment.Id);

        consents.Where(consent => comments[consent.Comment].IsEdited && !consent.IsEdited).Should()
            .BeEmpty("the author of the current text is unknown");
        consents.Where(consent => consent.Head is { } head && head != comments[consent.Comment].Head).Should()
            .BeEmpty("an override is for the head that its author saw");
    }

    private void History(JsonNode state, ChaosHistory history, IReadOnlyList<ChaosConsent> consents)
    {
        output.WriteLine($"history: {string.Join(", ", history.Counts)}");

        history.IsIntact.Should().BeTrue(history.Verdict);
        ChaosChecks.Anchors(state, "tfpilot").Should()
            .OnlyContain(anchor => history.Hashes.Any(hash => hash.StartsWith(anchor, StringComparison.Ordinal)),
                "each check prints an entry");
        foreach (var (kind, count) in consents.CountBy(consent => consent.Kind)) history.Counts.Should()
            .Contain(kind, count);
        foreach (var pull in ChaosChecks.Open(state))
        {
            var (number, head, @base) = ((int)pull["number"]!, (string)pull["head"]!["sha"]!,
                (string)pull["base"]!["ref"]!);
            var check = ChaosChecks.Of(state, "tfpilot")
                .Single(check => check.Head == head && check.Name == $"tfpilot: {@base}");
            history.LastOf(number, head, @base).Should()
                .EndWith($": {check.Title}", $"the check of #{number} has this title");
        }
    }
}

/// <summary>Requires everything that tests of the App require, and PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChaosFactAttribute : FactAttribute
{
    public ChaosFactAttribute() =>
        Skip = GitHubSimulator.ReasonToSkip ?? Published.ReasonToSkip ?? Storage.Tests.PostgresServer.ReasonToSkip!;
}
