using System.Security.Cryptography;
using System.Text;

namespace TfPilot.Delivery.Reports;

/// <summary>
/// The hidden first line of an issue or a comment about applies. It identifies the subject, and the outcome that is
/// shown. Anyone who can edit the text can change it, so it counts only with the App as author.
/// </summary>
public static class ReportMarker
{
    /// <summary>Of the issue about a project in an environment, whatever outcome it shows.</summary>
    public static string Of(string environment, string project)
    {
        var name = $"{environment.ToLowerInvariant()}\n{project}";
        return $"<!-- tfpilot-apply {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))} ";
    }

    /// <summary>Of the comment on a pull request.</summary>
    public const string Comment = "<!-- tfpilot-applies -->";

    /// <summary>The complete first line for an outcome.</summary>
    public static string Of(ApplyOutcome outcome) =>
        $"{Of(outcome.Environment, outcome.Project)}{outcome.Run}: {OutcomeText.Word(outcome)} -->";

    public static bool Shows(string body, ApplyOutcome outcome) =>
        body.StartsWith(Of(outcome), StringComparison.Ordinal);
}
