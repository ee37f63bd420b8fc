using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Reports;

namespace TfPilot.Delivery.Registry;

/// <summary>The file <c>DEPLOYED.md</c>: what is deployed where.</summary>
internal static class DeployedText
{
    public static string Markdown(IReadOnlyList<Deployment> deployments, ReportLinks links)
    {
        var text = new StringBuilder("# Deployed\n\n")
            .Append("tfpilot writes this file after each apply. Changes by others are overwritten.\n");
        foreach (var environment in deployments.GroupBy(one => one.Last.Environment)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {MarkdownText.Code(environment.Key)}\n\n");
            text.Append("| Project | Last apply | Commit | Pull request | Run | Ended (UTC) | Resources |\n");
            text.Append("|:--|:--|:--|:--|:--|:--|--:|\n");
            foreach (var one in environment.OrderBy(one => one.Last.Project, StringComparer.Ordinal))
                text.Append(Row(one, links));
        }

        return text.ToString();
    }

    private static string Row(Deployment deployment, ReportLinks links)
    {
        var last = deployment.Last;
        return string.Create(CultureInfo.InvariantCulture,
            $"| {MarkdownText.Code(last.Project)} | {OutcomeText.Word(last)} | {links.Commit(last.Commit)} | " +
            $"{(last.Pull is { } pull ? links.PullInFile(pull) : "–")} | {links.Run(last.Run)} | " +
            $"{deployment.Ended.UtcDateTime:yyyy-MM-dd HH:mm:ss} | " +
            $"{Resources(deployment, links)} |\n");
    }

    private static string Resources(Deployment deployment, ReportLinks links) =>
        deployment.Resources is not { } count ? "unknown"
        : links.File(DataBranch.Name, DataBranch.PathOf(deployment.Last), count.ToString(CultureInfo.InvariantCulture));
}
