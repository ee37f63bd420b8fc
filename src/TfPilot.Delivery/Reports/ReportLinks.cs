using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Reports;

/// <summary>Links to pages of the repository.</summary>
/// <param name="Repository">The address of the repository's page, such as
/// <c>https://github.com/acme/infra</c>.</param>
public sealed record ReportLinks(string Repository)
{
    public string Run(RunAttempt run) => Link(
        $"{run}", string.Create(
            CultureInfo.InvariantCulture, $"{Repository}/actions/runs/{run.Run}/attempts/{run.Attempt}"));

    /// <summary>The last attempt of the run.</summary>
    public string Run(long run) => Link(
        string.Create(CultureInfo.InvariantCulture, $"run {run}"),
        string.Create(CultureInfo.InvariantCulture, $"{Repository}/actions/runs/{run}"));

    /// <param name="path">From the root of the repository.</param>
    public string File(string branch, string path, string words) => Link(
        words, $"{Repository}/blob/{branch}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>For files, in which GitHub links no numbers.</summary>
    public string PullInFile(int pull) => Link(
        Pull(pull), string.Create(CultureInfo.InvariantCulture, $"{Repository}/pull/{pull}"));

    public string Commit(CommitSha commit) => Link(commit.Short, $"{Repository}/commit/{commit.Text}");

    /// <summary>GitHub shows the title, and links the pull request back.</summary>
    public static string Pull(int pull) => string.Create(CultureInfo.InvariantCulture, $"#{pull}");

    private static string Link(string words, string address) => MarkdownText.Link(words, address) ?? words;
}
