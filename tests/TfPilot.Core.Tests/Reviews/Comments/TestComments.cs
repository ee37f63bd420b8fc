using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>Creates conversations on a pull request whose head is <see cref="Head"/>.</summary>
internal static class TestComments
{
    public const long Self = 41;
    public const long Somebody = 7;

    public static readonly CommitSha Head = CommitSha.Parse(new string('b', 40));
    public static readonly CommitSha OlderHead = CommitSha.Parse(new string('a', 40));

    public static CommentMarker Marker(
        CommitSha? head = null, long run = 10, int attempt = 1, string key = "default",
        RiskLevel risk = RiskLevel.Medium, params string[] blocks) =>
        new(key, head ?? Head, new(run, attempt), risk, blocks);

    public static CommentDraft Draft(CommentMarker? marker = null, string review = "### Review\n") =>
        new(marker ?? Marker(), review, "<sub>run</sub>");

    public static PullComment Comment(long id, string body, long author = Self, bool folded = false) =>
        new(id, author, body, folded, $"https://github.example/c/{id}");

    public static PullComment Ours(
        long id, CommentMarker marker, string review = "### Review\n", bool folded = false) =>
            Comment(id, Draft(marker, review).Body, folded: folded);

    public static CommentDecision Decide(CommentDraft draft, params PullComment[] comments) =>
        CommentRules.Decide(new(Head, Self, comments), draft);
}
