using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Builds a check from a decision. The external id ends in hashes of the text and of the annotations, so GitHub's own
/// data shows whether an update is needed.
/// </summary>
internal static class CheckDrafts
{
    private const int MaxMessageLength = 4_000;

    public static CheckRunDraft Of(SharedCheck check, PullKey key, PullEvaluation pull) => Of(
        check.Verdict,
        SubjectOf(key.Repository, check.Number, pull.Facts.BaseBranch, pull.Facts.Head),
        CheckButtons.Of(check.Verdict, pull));

    /// <summary>The subject of a check, by stable ids and names; every external id begins with it.</summary>
    public static string SubjectOf(long repository, int number, string baseBranch, CommitSha head) =>
        FormattableString.Invariant($"{repository}:{number}:{baseBranch}:{head}");

    /// <param name="subject">See <see cref="SubjectOf"/>.</param>
    public static CheckRunDraft Of(CheckVerdict verdict, string subject, params IReadOnlyList<CheckButton> buttons)
    {
        var buttonIds = string.Join(',', buttons.Select(button => button.Identifier));
        var textHash = Hash($"{verdict.Outcome}\n{verdict.Title}\n{verdict.Summary}\n{buttonIds}");
        var annotationsHash = verdict.Annotations.Count == 0 ? "none" : Hash(string.Join('\n', verdict.Annotations));
        return new(
            verdict.Name, $"{subject}:v1:{textHash}:{annotationsHash}", ConclusionOf(verdict.Outcome), verdict.Title,
            verdict.Summary)
        {
            Annotations = [.. verdict.Annotations.Select(Of)],
            Actions = [.. buttons.Select(
                button => new CheckAction(button.Label, button.Description, button.Identifier))],
        };
    }

    /// <summary>
    /// Whether the last version has the same annotations; GitHub appends new ones to the existing ones.
    /// </summary>
    public static bool HasAnnotationsOf(string? written, CheckRunDraft draft) =>
        written is not null && AnnotationsHash(written) == AnnotationsHash(draft.ExternalId);

    private static string AnnotationsHash(string id) => id[(id.LastIndexOf(':') + 1)..];

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));

    private static CheckConclusion ConclusionOf(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Success => CheckConclusion.Success,
        CheckOutcome.ActionRequired => CheckConclusion.ActionRequired,
        CheckOutcome.Failure => CheckConclusion.Failure,
        _ => throw new UnreachableException(),
    };

    private static Annotation Of(ReviewAnnotation annotation) => new(
        annotation.Severity switch
        {
            AnnotationSeverity.Failure => AnnotationLevel.Error,
            AnnotationSeverity.Warning => AnnotationLevel.Warning,
            AnnotationSeverity.Notice => AnnotationLevel.Notice,
            _ => throw new UnreachableException(),
        },
        TextColumns.Truncate(annotation.Message, MaxMessageLength),
        annotation.Title,
        annotation.File,
        annotation.Line);
}
