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

    /// <summary>Freeze the comment of what was just applied.</summary>
    Applied,
}

internal enum CommentMode
{
    /// <summary>Publish writes it, and so does a review that is the only one of its run.</summary>
    Auto,
    Always,
    Never,
}

/// <summary>Where the App is, and for whom it wants tokens to be made.</summary>
internal sealed record AppAddress(Uri Url, string Audience);

/// <summary>A pull request at the head that somebody has looked at.</summary>
internal sealed record PlannedHead(PullNumber Pull, CommitSha Head);

/// <summary>
/// What a step of a workflow asks for. Lists hold no empty texts; texts that were not given are null.
/// </summary>
internal sealed record JobRequest
{
    public JobCommand Command { get; init; }

    public IReadOnlyList<string> Plans { get; init; } = [];

    /// <summary>The facts of other jobs' reviews.</summary>
    public IReadOnlyList<string> Reviews { get; init; } = [];

    /// <summary>The projects that should have a review; null when nobody said.</summary>
    public IReadOnlyList<ExpectedReview>? Projects { get; init; }

    /// <summary>The plans of a job that made several; null for one.</summary>
    public IReadOnlyList<PlanLine>? Batch { get; init; }

    /// <summary>A file that says how long earlier plans took.</summary>
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

    /// <summary>The mildest verdict that fails the step; null when only what cannot be read does.</summary>
    public Verdict? FailOn { get; init; }

    public string Output { get; init; } = "";

    public string? Token { get; init; }

    /// <summary>Who gets the facts of a publish; null for nobody.</summary>
    public AppAddress? App { get; init; }

    /// <summary>What a run is about that was started by hand.</summary>
    public PlannedHead? FromDispatch { get; init; }

    public int JobTotal { get; init; } = 1;

    public bool WritesComment => Comment switch
    {
        CommentMode.Always => true,
        CommentMode.Never => false,
        _ => Command == JobCommand.Publish || (Command == JobCommand.Review && JobTotal <= 1),
    };
}
