using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Settings;

namespace TfPilot.Action.Jobs;

/// <summary>An input of <c>action.yml</c> with its default.</summary>
internal sealed record JobInput(string Name, string Default);

/// <summary>Reads the inputs of <c>action.yml</c>; their names appear only here.</summary>
internal sealed class JobInputs(Func<string, string?> given)
{
    public const string DefaultConfig = TrustedSettings.AppPath;
    public const string DefaultOutput = "tfpilot-review";
    public const string DefaultReviews = "reviews";

    public static readonly IReadOnlyList<JobInput> All =
    [
        new("command", "review"), new("plan", ""), new("plan-text", ""), new("reviews", DefaultReviews),
        new("projects", ""), new("batch", ""), new("durations", ""), new("infracost", ""), new("sarif", ""),
        new("config", DefaultConfig), new("environment", ""), new("name", ""), new("source", ""),
        new("comment", "auto"), new("comment-key", ""),
        new("summary", "true"), new("fail-on", "needs_approval"), new("output", DefaultOutput),
        new("github-token", "${{ github.token }}"),
        new("app-url", ""), new("app-audience", ""), new("wait", ""),
        new("result", ""), new("state", ""), new("after", ""), new("verification", ""), new("exit-code", ""),
        new("branch", ""),
        new("pull", ""), new("head", ""), new("job-total", "${{ strategy.job-total }}"),
    ];

    private static readonly Dictionary<string, JobCommand> Commands = Enum.GetValues<JobCommand>().ToDictionary(Word);
    private static readonly Dictionary<string, CommentMode> Modes = Enum.GetValues<CommentMode>().ToDictionary(Word);
    private static readonly Dictionary<string, bool> Flags = new() { ["true"] = true, ["false"] = false };
    private static readonly Dictionary<string, Verdict?> Verdicts = new()
    {
        ["warn"] = Verdict.Warn, ["needs_approval"] = Verdict.NeedsApproval, ["blocked"] = Verdict.Blocked,
        ["never"] = null,
    };

    /// <summary>A job of GitHub's runners ends after six hours.</summary>
    private const int MaxWaitMinutes = 6 * 60;

    private readonly List<Problem> problems = [];

    /// <summary>Reports all problems at once, each with the name of its input.</summary>
    public Validated<JobRequest> Read()
    {
        var request = new JobRequest
        {
            Command = OneOf("command", Commands),
            Plans = Lines("plan"),
            PlanText = Text("plan-text"),
            Reviews = Lines("reviews"),
            Projects = Projects(),
            Batch = Batch(),
            Durations = Text("durations"),
            Infracost = Lines("infracost"),
            Sarif = Lines("sarif"),
            Config = Inside("config"),
            Environment = Text("environment"),
            Name = Text("name"),
            Source = Text("source"),
            Comment = OneOf("comment", Modes),
            CommentKey = Text("comment-key"),
            Summary = OneOf("summary", Flags),
            FailOn = OneOf("fail-on", Verdicts),
            Output = Inside("output"),
            Token = Text("github-token"),
            App = App(),
            Branch = Text("branch"),
            FromDispatch = FromDispatch(),
            Wait = Wait(),
            Results = Lines("result"),
            State = Text("state"),
            After = Text("after"),
            Verification = Text("verification"),
            ExitCode = ExitCode(),
            JobTotal = int.TryParse(Text("job-total"), NumberStyles.None, CultureInfo.InvariantCulture, out var jobs)
                ? jobs : 1,
        };
        return problems.Count > 0 ? new Validated<JobRequest>.Invalid(problems) : request;
    }

    /// <summary>Outside a workflow the runner does not fill in the defaults, and an expression has no value.</summary>
    private string? Text(string name) =>
        given(name)
        ?? (All.Single(input => input.Name == name).Default is { Length: > 0 } otherwise && !otherwise.StartsWith('$')
            ? otherwise : null);

    private string[] Lines(string name) =>
        (Text(name) ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private T OneOf<T>(string name, Dictionary<string, T> words)
    {
        if (words.TryGetValue(Text(name)!, out var value)) return value;
        problems.Add(
            new(name, $"The input {name} is `{VisibleText.Of(Text(name)!)}`, which is not one of " +
                $"{string.Join(", ", words.Keys)}."));
        return default!;
    }

    /// <summary>Only the workspace is shared with other steps and may be written to.</summary>
    private string Inside(string name)
    {
        var path = Text(name)!;
        if (!Path.IsPathRooted(path) && !path.Split('/', '\\').Contains("..")) return path;
        problems.Add(
            new(name, $"The input {name} is `{VisibleText.Of(path)}`, which is outside the workspace: use " +
                "a path in it."));
        return path;
    }

    private IReadOnlyList<ExpectedReview>? Projects()
    {
        if (Text("projects") is not { } text) return null;
        var projects = ExpectedReview.Read(text);
        if (projects is null)
            problems.Add(
                new("projects",
                    "The input projects is not a JSON array of projects: pass discover's output `projects` " +
                        "unchanged."));
        return projects;
    }

    private IReadOnlyList<PlanLine>? Batch()
    {
        if (Text("batch") is not { } text) return null;
        if (PlanLine.Read("batch", text) is Validated<IReadOnlyList<PlanLine>>.Valid(var lines)) return lines;
        problems.AddRange(((Validated<IReadOnlyList<PlanLine>>.Invalid)PlanLine.Read("batch", text)).Problems);
        return null;
    }

    private AppAddress? App()
    {
        if (Text("app-url") is not { } text) return null;
        if (AppClient.TryParse(text) is { } url) return new(url, Text("app-audience") ?? text);
        problems.Add(
            new("app-url",
                $"The input app-url is `{VisibleText.OfAddress(text)}`, which is not an https URL: use " +
                    "the TFPILOT_PUBLIC_URL of the App, for example https://tfpilot.example.com."));
        return null;
    }

    /// <summary>Both inputs or neither; the head must be a full commit SHA, not a branch.</summary>
    private PlannedHead? FromDispatch()
    {
        var (pull, head) = (Text("pull"), Text("head"));
        if (pull is null && head is null) return null;
        if (int.TryParse(pull, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            && CommitSha.TryParse(head) is { } commit) return new(new(number), commit);
        problems.Add(
            new("head",
                "Set both inputs or neither: `pull`, the number, and `head`, the full SHA of the commit that you " +
                    "reviewed."));
        return null;
    }

    /// <summary>A whole number of minutes or hours.</summary>
    private TimeSpan Wait()
    {
        if (Text("wait") is not { } text) return TimeSpan.Zero;
        if (int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && text[^1] is 'm' or 'h' && number <= MaxWaitMinutes)
        {
            var wait = text[^1] == 'h' ? TimeSpan.FromHours(number) : TimeSpan.FromMinutes(number);
            if (wait <= TimeSpan.FromMinutes(MaxWaitMinutes)) return wait;
        }

        problems.Add(
            new("wait",
                $"The input wait is `{VisibleText.Of(text)}`, which is not a duration of minutes or hours, such as " +
                    $"30m or 2h, of at most {MaxWaitMinutes / 60} hours."));
        return TimeSpan.Zero;
    }

    private int? ExitCode()
    {
        if (Text("exit-code") is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code)) return code;
        problems.Add(
            new("exit-code",
                $"The input exit-code is `{VisibleText.Of(text)}`, which is not a number: pass the exit code of the " +
                    "apply, or nothing if it is unknown."));
        return null;
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
