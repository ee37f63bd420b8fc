using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Actions;

/// <summary>
/// The runner's interface for a step: inputs, outputs, job summary and workflow commands. Outputs and summary are
/// dropped when the runner's files for them are not set.
/// </summary>
public sealed class ActionsRuntime(Func<string, string?> environment, TextWriter log)
{
    private const string SummaryTruncated = "\n\n*Truncated: a step's summary is limited to 1 MiB.*\n";

    /// <summary>Whether the program runs in a workflow step.</summary>
    public bool IsPresent => environment("GITHUB_ACTIONS") == "true";

    /// <summary>The input under <c>with:</c>, trimmed; null when it is missing or empty.</summary>
    public string? Input(string name) => Variable($"INPUT_{name.Replace(' ', '_').ToUpperInvariant()}");

    /// <summary>The current run, from the runner's environment variables.</summary>
    public Validated<WorkflowRun> ReadRun() => GitHubEndpoints.Read(environment).Then(ReadRun);

    /// <summary>The event that started the run, from the file in <c>GITHUB_EVENT_PATH</c>.</summary>
    public Validated<ActionsEvent> ReadEvent()
    {
        if (Variable("GITHUB_EVENT_PATH") is not { } path) return NotSet("GITHUB_EVENT_PATH");
        return File.Exists(path)
            ? ActionsEventReader.Read(Variable("GITHUB_EVENT_NAME") ?? "", File.ReadAllBytes(path), path)
            : new Problem(path,
                "the event file of this run does not exist; in a container, mount the folder of GITHUB_EVENT_PATH");
    }

    /// <summary>
    /// An OIDC token of this job for <paramref name="audience"/>; registered as a secret with the runner.
    /// </summary>
    public async Task<Validated<GitHubToken>> RequestOidcTokenAsync(
        string audience, HttpClient http, GitHubTimeouts timeouts, CancellationToken ct)
    {
        var requested = await OidcToken.RequestAsync(Variable("ACTIONS_ID_TOKEN_REQUEST_URL"),
            Variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN"), audience, http, timeouts, ct);
        if (requested is Validated<GitHubToken>.Valid { Value: var token }) Mask(token.Secret);
        return requested;
    }

    /// <summary>Sets an output of the step. The value may have several lines.</summary>
    public void SetOutput(string name, string value)
    {
        var delimiter = $"ghadelimiter_{Token()}";
        Append("GITHUB_OUTPUT", $"{name}<<{delimiter}\n{value}\n{delimiter}\n");
    }

    /// <summary>
    /// Truncated at a line end to the step's limit of 1 MiB, because the runner drops a larger summary.
    /// </summary>
    public void AppendSummary(string markdown)
    {
        if (Variable("GITHUB_STEP_SUMMARY") is not { } path) return;
        var remainingBytes = MarkdownBudget.JobSummary.Limit - (File.Exists(path) ? new FileInfo(path).Length : 0)
            - SummaryTruncated.Length;
        Append("GITHUB_STEP_SUMMARY", Encoding.UTF8.GetByteCount(markdown) <= remainingBytes ? markdown
            : Truncate(markdown, remainingBytes));
    }

    public void Annotate(Annotation annotation) => log.WriteLine(WorkflowCommand.Of(
        annotation.Level.ToString().ToLowerInvariant(),
        annotation.Message,
        ("file", annotation.File),
        ("line", Number(annotation.Line)),
        ("endLine", Number(annotation.EndLine)),
        ("title", annotation.Title)));

    /// <summary>Starts a log group with this title. Disposing the result ends the group.</summary>
    public IDisposable Group(string title)
    {
        log.WriteLine(WorkflowCommand.Of("group", title));
        return new OpenGroup(log);
    }

    /// <summary>Makes the runner mask the secret and each of its lines as <c>***</c>.</summary>
    public void Mask(string secret)
    {
        foreach (var line in secret.Split('\n').Select(line => line.Trim()).Prepend(secret)
            .Where(line => line.Length > 0).Distinct())
        {
            log.WriteLine(WorkflowCommand.Of("add-mask", line));
        }
    }

    /// <summary>Prints untrusted text so that the runner executes no command in it.</summary>
    public void WriteUntrusted(string text)
    {
        var token = Token();
        log.WriteLine(WorkflowCommand.Of("stop-commands", token));
        log.WriteLine(text);
        log.WriteLine(WorkflowCommand.Of(token));
    }

    private Validated<WorkflowRun> ReadRun(GitHubEndpoints endpoints)
    {
        if (RepositoryName.TryParse(Variable("GITHUB_REPOSITORY")) is not { } repository)
            return NotSet("GITHUB_REPOSITORY");
        if (!long.TryParse(Variable("GITHUB_RUN_ID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return NotSet("GITHUB_RUN_ID");
        if (!int.TryParse(Variable("GITHUB_RUN_ATTEMPT"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var attempt)) return NotSet("GITHUB_RUN_ATTEMPT");
        return new WorkflowRun(
            repository,
            id,
            attempt,
            Variable("GITHUB_JOB") ?? "",
            Variable("GITHUB_ACTOR") ?? "",
            Variable("GITHUB_REF") ?? "",
            CommitSha.TryParse(Variable("GITHUB_SHA")),
            Variable("GITHUB_WORKSPACE") ?? "",
            endpoints.Page($"/{repository}/actions/runs/{id}/attempts/{attempt}"))
        {
            Workflow = Variable("GITHUB_WORKFLOW_REF"),
        };
    }

    private void Append(string variable, string text)
    {
        if (Variable(variable) is { } path) File.AppendAllText(path, text);
    }

    private string? Variable(string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;

    private static string Truncate(string markdown, long remainingBytes)
    {
        var kept = Encoding.UTF8.GetBytes(markdown).AsSpan(0, (int)Math.Max(0, remainingBytes));
        return Encoding.UTF8.GetString(kept[..Math.Max(0, kept.LastIndexOf((byte)'\n'))]) + SummaryTruncated;
    }

    private static Problem NotSet(string variable) =>
        new(variable, "is not set; run this as a step of a workflow");

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Token() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private sealed class OpenGroup(TextWriter log) : IDisposable
    {
        public void Dispose() => log.WriteLine(WorkflowCommand.Of("endgroup"));
    }
}
