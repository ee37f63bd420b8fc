using System.Globalization;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>A workflow run and its attempt; both only grow, so that the later one of two runs on one head is known.</summary>
public readonly record struct RunAttempt(long Run, int Attempt)
{
    public bool IsLaterThan(RunAttempt other) => (Run, Attempt).CompareTo((other.Run, other.Attempt)) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"run {Run}, attempt {Attempt}");
}

/// <summary>What a review was made from, by which run and by which version of this program.</summary>
public sealed record ReviewOrigin(CommitSha Head, RunAttempt Run, string Version)
{
    public string? BaseBranch { get; init; }

    public CommitSha? Base { get; init; }

    /// <summary>When the newest of the plans was made.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    public string? RunUrl { get; init; }

    /// <summary>One small line under the review: anyone may ask later what it was about.</summary>
    public string Footer()
    {
        string?[] parts =
        [
            $"head {Head.Short}",
            BaseBranch is null ? null : $"base {MarkdownText.Escape(BaseBranch)}{(Base is { } sha ? $" {sha.Short}" : "")}",
            PlannedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"planned {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : null,
            RunUrl is { } url && MarkdownText.Link(Run.ToString(), url) is { } link ? link : Run.ToString(),
            $"tfpilot {Version}",
            "for information: no decision reads this comment",
        ];
        return $"<sub>{string.Join(" · ", parts.OfType<string>())}</sub>";
    }
}
