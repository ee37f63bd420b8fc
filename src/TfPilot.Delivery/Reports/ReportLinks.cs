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

    public string Commit(CommitSha commit) => Link(commit.Short, $"{Repository}/commit/{commit.Text}");

    /// <summary>GitHub shows the title, and links the pull request back.</summary>
    public static string Pull(int pull) => string.Create(CultureInfo.InvariantCulture, $"#{pull}");

    private static string Link(string words, string address) => MarkdownText.Link(words, address) ?? words;
}
