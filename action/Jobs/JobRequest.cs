using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Ids;

namespace TfPilot.Action.Jobs;

internal enum JobCommand
{
    Review,
    Publish,
    Discover,

    /// <summary>Freezes the comment after an apply.</summary>
    Applied,

    /// <summary>Asks the App whether a plan may be applied.</summary>
    Gate,

    /// <summary>Encrypts a state that could not be saved.</summary>
    Encrypt,

    /// <summary>Checks what an apply made.</summary>
    Verify,

    /// <summary>Reports the result of an apply to the App.</summary>
    Record,
}

internal enum CommentMode
{
    /// <summary>Written by publish, and by a review that is the only one of its run.</summary>
    Auto,
    Always,
    Never,
}

/// <summary>The URL of the App and the audience of its OIDC tokens.</summary>
internal sealed record AppAddress(Uri Url, string Audience);

/// <summary>A pull request and the head commit to plan, named by the person who started the run.</summary>
internal sealed record PlannedHead(PullNumber Pull, CommitSha Head);

/// <summary>The validated inputs of a step. Lists contain no empty values; absent values are null.</summary>
internal sealed record JobRequest
{
    public JobCommand Command { get; init; }

    public IReadOnlyList<string> Plans { get; init; } = [];

    /// <summary>The file with the plan's text; in a batch its name next to each plan. Null for none.</summary>
    public string? PlanText { get; init; }

    /// <summary>Paths of the facts that the reviews of other jobs wrote.</summary>
    public IReadOnlyList<string> Reviews { get; init; } = [];

    /// <summary>The projects that must have a review; null if unknown.</summary>
    public IReadOnlyList<ExpectedReview>? Projects { get; init; }

    /// <summary>The plans of a job that made several; null for a single plan.</summary>
    public IReadOnlyList<PlanLine>? Batch { get; init; }

    /// <summary>A file with the durations of earlier plans.</summary>
    public string? Durations { get; init; }

    public IReadOnlyList<string> Infracost { get; init; } = [];

    public IReadOnlyList<string> Sarif { get; init; } = [];

    /// <summary>From the repository's root.</summary>
    public string Config { get; init; } = "";

    public string? Environment { get; init; }

    public string? Name { get; init; }

    public string? Source { get; init; }

    public CommentMode Comment { get; init; }

    public string? CommentKey { get; init; }

    public bool Summary { get; init; }

    /// <summary>The lowest verdict that fails the step; null if only unreadable input does.</summary>
    public Verdict? FailOn { get; init; }

    public string Output { get; init; } = "";

    public string? Token { get; init; }

    /// <summary>The App that receives the evidence of a publish; null for none.</summary>
    public AppAddress? App { get; init; }

    /// <summary>The branch whose applies discover finds; null when it finds plans.</summary>
    public string? Branch { get; init; }

    /// <summary>The pull request of a manually started run.</summary>
    public PlannedHead? FromDispatch { get; init; }

    /// <summary>How long the gate waits for the answer to become go.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The logs of an apply.</summary>
    public IReadOnlyList<string> Results { get; init; } = [];

    /// <summary>
    /// The file with the state after an apply, or with a state that could not be saved; null for none.
    /// </summary>
    public string? State { get; init; }

    /// <summary>The file with a plan made after an apply; null for none.</summary>
    public string? After { get; init; }

    /// <summary>The file that verify wrote; null when nothing was verified.</summary>
    public string? Verification { get; init; }

    /// <summary>The exit code of an apply, or of the plan after it; null when it is unknown.</summary>
    public int? ExitCode { get; init; }

    public int JobTotal { get; init; } = 1;

    public bool WritesComment => Comment switch
    {
        CommentMode.Always => true,
        CommentMode.Never => false,
        _ => Command == JobCommand.Publish || (Command == JobCommand.Review && JobTotal <= 1),
    };
}
