using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Simulation;

/// <summary>
/// A small model of what the settings ask before a change may pass, written independently of the App's rules. The App
/// reads its facts one after the other, so each condition has to hold at some moment of the window in which it read
/// them.
/// </summary>
internal static class ApprovalTruth
{
    private static readonly TimeSpan OverrideLifetime = TimeSpan.FromHours(4);

    /// <summary>The conditions of one environment that held at no moment of the window.</summary>
    /// <param name="withOverrides">Whether an override comment counts. The App may have refused it, for example because
    /// permissions could not be read.</param>
    public static IReadOnlyList<string> Missing(
        int pull, CommitSha head, string environment, IReadOnlyList<WorldState> window,
        IReadOnlyList<SentEvidence> evidence, SimulatedGitHub github, bool withOverrides = true)
    {
        var states = window.Where(state => state.Pulls.TryGetValue(pull, out var known) && known.Head == head).ToList();
        var sent = evidence.Where(one => one.Pull == pull && one.Head == head && one.IsTrusted).ToList();
        var missing = new List<string>();
        void Require(string what, Func<WorldState, PullTruth, bool> condition)
        {
            if (!states.Exists(state => condition(state, state.Pulls[pull]))) missing.Add(what);
        }

        Require("a pull request that is ready", (_, truth) => truth is { IsOpen: true, IsDraft: false });
        Require("settings that allow it", (state, _) => state.Settings is { IsValid: true, Blocks: false });
        Require("a current plan", (state, truth) => IsPlanned(state, truth, environment, sent, github));
        Require("approvals", (state, truth) => IsApproved(state, truth, head, environment, withOverrides));
        Require("the end of requests for changes", (_, truth) => !HasObjection(truth));
        Require("the end of other locks", (state, _) => !state.Locks.Any(
            held => held.Environment == environment && held.Pull != pull));
        return missing;
    }

    /// <summary>The approvals that count for the environment at the moment.</summary>
    private static int Approvals(WorldState state, PullTruth truth, CommitSha head, string environment) =>
        state.Settings.Of(environment) is not { } needed ? 0 : Members(needed.Team).Count(
            member => !truth.Contributors.Contains(member)
                && Last(truth, member) is { State: "APPROVED" } review && review.Commit == head);

    private static bool IsApproved(
        WorldState state, PullTruth truth, CommitSha head, string environment, bool withOverrides) =>
        state.Settings.Of(environment) is { } needed
        && (Approvals(state, truth, head, environment) >= needed.Count || (withOverrides && truth.Overrides.Any(
            one => one.Environment == environment && one.Head == head && state.At < one.At + OverrideLifetime)));

    private static bool HasObjection(PullTruth truth) => truth.Reviews.Select(review => review.By).Distinct()
        .Any(person => Last(truth, person) is { State: "CHANGES_REQUESTED" });

    /// <summary>Whether trusted jobs planned every changed project, and nothing of the environment was merged since.
    /// </summary>
    private static bool IsPlanned(
        WorldState state, PullTruth truth, string environment, List<SentEvidence> sent, SimulatedGitHub github) =>
        truth.Projects.Where(project => project.Environment == environment).All(project => sent.Exists(
            one => one.Plans.Any(plan => plan.Project == project)
                && github.IsUnchanged(one.Base, state.DefaultHead, environment)));

    /// <summary>A comment without a verdict does not replace an earlier review.</summary>
    private static ReviewTruth? Last(PullTruth truth, Account person) =>
        truth.Reviews.LastOrDefault(review => review.By == person && review.State != "COMMENTED");

    private static Account[] Members(string team) => team switch
    {
        "devs" => [FakePeople.Bob, SimulatedGitHub.Eve],
        "platform" => [FakePeople.Bob, FakePeople.Cy],
        _ => [],
    };
}
