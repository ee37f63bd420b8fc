using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Delivery.Reports;

/// <summary>The texts of the issue about a failed apply.</summary>
public static class ApplyIssueText
{
    private const int MaxTitleLength = 200;
    private const int MaxErrors = 10;
    private const int MaxDetailLength = 1_500;
    private const int MaxChanges = 20;

    /// <summary>Such as <c>live/web in prod: partly applied</c>.</summary>
    public static string Title(ApplyOutcome outcome) => TextColumns.Truncate(
        VisibleText.Of($"{outcome.Project} in {outcome.Environment}: {OutcomeText.Word(outcome)}"), MaxTitleLength);

    /// <param name="record">Null when the run ended without a record.</param>
    public static string Body(ApplyOutcome outcome, ApplyRecord? record, ReportLinks links)
    {
        var category = FailureCategories.Of(outcome, record);
        var text = new StringBuilder();
        text.AppendLine(ReportMarker.Of(outcome));
        text.AppendLine(OutcomeText.Meaning(outcome)).AppendLine();
        text.AppendLine("| | |").AppendLine("|:--|:--|");
        Row(text, "Project", MarkdownText.Code(outcome.Project));
        Row(text, "Environment", MarkdownText.Code(outcome.Environment));
        Row(text, "Category", $"{category.Id}: {category.Cause}");
        Row(text, "Run", links.Run(outcome.Run));
        Row(text, "Change",
            $"{(outcome.Pull is { } pull ? $"{ReportLinks.Pull(pull)}, " : "")}{links.Commit(outcome.Commit)}");
        if (record?.Applied is { } counts) Row(text, "Changed", $"{counts}");
        AppendChanges(text, record);
        AppendVerification(text, record?.Verification);
        AppendErrors(text, record);
        text.AppendLine().AppendLine("### What to do next").AppendLine();
        text.AppendLine(category.Next).AppendLine();
        text.AppendLine(
            "tfpilot updates this issue when the project fails again in this environment, and closes it after the " +
            "next successful apply.");
        return text.ToString();
    }

    /// <summary>The comment with which the issue is closed.</summary>
    public static string Reply(ApplyOutcome outcome, ReportLinks links) =>
        $"{ReportMarker.Of(outcome)}\n{Sentence(outcome)} by {links.Run(outcome.Run)}" +
        $"{(outcome.Pull is { } pull ? $" for {ReportLinks.Pull(pull)}" : "")}.\n";

    private static string Sentence(ApplyOutcome outcome) => outcome.Status == ApplyStatus.Nothing
        ? "A later plan had nothing to do: the state is as configured. Found"
        : outcome.IsVerified == true ? "Applied and verified" : "Applied";

    private static void AppendChanges(StringBuilder text, ApplyRecord? record)
    {
        var open = (record?.Changes ?? []).Where(change => change.Result != ChangeResult.Complete).ToList();
        if (open.Count == 0) return;
        text.AppendLine().AppendLine("### Not completed").AppendLine();
        foreach (var change in open.Take(MaxChanges))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"- {MarkdownText.Code(change.Address)}: {MarkdownText.Escape(change.Action)} " +
                $"{(change.Result == ChangeResult.Errored ? "failed" : "did not end")}");
        AppendMore(text, open.Count - MaxChanges);
    }

    private static void AppendVerification(StringBuilder text, Verification? verification)
    {
        if (verification is null or { IsPassed: true }) return;
        text.AppendLine().AppendLine("### Verification").AppendLine();
        text.Append(VerificationText.Markdown(verification));
    }

    private static void AppendErrors(StringBuilder text, ApplyRecord? record)
    {
        var errors = (record?.Diagnostics ?? []).Where(one => one.IsError).ToList();
        if (errors.Count == 0) return;
        text.AppendLine().AppendLine("### Errors").AppendLine();
        foreach (var error in errors.Take(MaxErrors))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"- **{MarkdownText.Escape(error.Summary)}**{Place(error)}");
            if (error.Detail is { Length: > 0 } detail)
                text.AppendLine().AppendLine(Fenced(TextColumns.Truncate(detail, MaxDetailLength))).AppendLine();
        }

        AppendMore(text, errors.Count + record!.MoreDiagnostics - MaxErrors);
    }

    private static string Place(LogDiagnostic error)
    {
        var address = error.Address is { } at ? $" {MarkdownText.Code(at)}" : "";
        var file = error.File is { } path
            ? $" ({MarkdownText.Code(error.Line is { } line ? $"{path}:{line}" : path)})" : "";
        return address + file;
    }

    /// <summary>Indented, so that it belongs to the item of the list.</summary>
    private static string Fenced(string detail)
    {
        var (lines, fence) = (MarkdownText.Fenced(detail.Split('\n')), MarkdownText.Fence(detail));
        return string.Join('\n', $"{fence}text\n{lines}\n{fence}".Split('\n').Select(line => $"  {line}"));
    }

    private static void AppendMore(StringBuilder text, int count)
    {
        if (count > 0) text.AppendLine(CultureInfo.InvariantCulture, $"- and {count} more, see the run");
    }

    private static void Row(StringBuilder text, string name, string value) =>
        text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} |");
}
