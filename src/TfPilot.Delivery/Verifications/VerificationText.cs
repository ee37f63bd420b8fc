using System.Diagnostics;
using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Verifications;

/// <summary>A verification in words.</summary>
public static class VerificationText
{
    /// <summary>The name of the evidence in audit entries.</summary>
    public const string Evidence = "verification";

    private const int MaxNamed = 3;

    /// <summary>Such as <c>verification failed: probe https://app.example.com</c>.</summary>
    public static string Sentence(Verification verification) => VisibleText.Of(verification.IsPassed switch
    {
        true => $"verified by {Count(verification)}",
        false => $"verification failed: {Names(verification, VerificationStatus.Failed)}",
        null => $"verification incomplete, unknown: {Names(verification, VerificationStatus.Unknown)}",
    });

    /// <summary>One line for each check.</summary>
    public static string Lines(Verification verification)
    {
        var text = new StringBuilder();
        foreach (var check in verification.Checks)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {Word(check.Status)} {VisibleText.Of(Name(check))}" +
                $"{(check.Message is { } message ? $": {VisibleText.Of(message)}" : "")}");
        return text.ToString();
    }

    /// <summary>A list of the checks that did not pass.</summary>
    public static string Markdown(Verification verification)
    {
        var text = new StringBuilder();
        foreach (var check in verification.Checks.Where(check => check.Status != VerificationStatus.Passed))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"- {check.Kind} {MarkdownText.Code(check.Name)} {Word(check.Status)}" +
                $"{(check.Message is { } message ? $": {MarkdownText.Escape(message)}" : "")}");
        return text.ToString();
    }

    private static string Names(Verification verification, VerificationStatus status)
    {
        var names = verification.Checks.Where(check => check.Status == status).Select(Name).ToList();
        return string.Join("; ", names.Take(MaxNamed))
            + (names.Count > MaxNamed ? $" and {names.Count - MaxNamed} more" : "");
    }

    private static string Count(Verification verification)
    {
        var count = verification.Checks.Count + verification.More;
        return string.Create(CultureInfo.InvariantCulture, $"{count} check{(count == 1 ? "" : "s")}");
    }

    private static string Name(VerificationCheck check) => $"{check.Kind} {check.Name}";

    private static string Word(VerificationStatus status) => status switch
    {
        VerificationStatus.Passed => "passed",
        VerificationStatus.Failed => "failed",
        VerificationStatus.Unknown => "unknown",
        _ => throw new UnreachableException(),
    };
}
