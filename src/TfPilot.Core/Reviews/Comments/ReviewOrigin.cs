using System.Globalization;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>A workflow run and its attempt. Both only increase, so runs on the same head can be ordered.</summary>
public readonly record struct RunAttempt(long Run, int Attempt)
{
    public bool IsLaterThan(RunAttempt other) => (Run, Attempt).CompareTo((other.Run, other.Attempt)) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"run {Run}, attempt {Attempt}");
}

/// <summary>The commit, run and program version that a review was made with.</summary>
public sealed record ReviewOrigin(CommitSha Head, RunAttempt Run, string Version)
{
    public string? BaseBranch { get; init; }

    public CommitSha? Base { get; init; }

    /// <summary>When the newest plan was made.</summary>
    public DateTimeOffset? PlannedAt { get; init; }

    public string? RunUrl { get; init; }

    /// <summary>A small line under the review that identifies what was reviewed.</summary>
    public string Footer()
    {
        string?[] parts =
        [
            $"head {Head.Short}",
            BaseBranch is null ? null
                : $"base {MarkdownText.Escape(BaseBranch)}{(Base is { } sha ? $" {sha.Short}" : "")}",
            PlannedAt is { } at
                ? string.Create(CultureInfo.InvariantCulture, $"planned {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC") : null,
            RunUrl is { } url && MarkdownText.Link(Run.ToString(), url) is { } link ? link : Run.ToString(),
            $"tfpilot {Version}",
            "for information only; decisions do not use this comment",
        ];
        return $"<sub>{string.Join(" · ", parts.OfType<string>())}</sub>";
    }
}
