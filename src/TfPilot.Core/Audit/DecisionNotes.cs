using System.Security.Cryptography;
using System.Text;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Audit;

/// <summary>A note with a state key; an equal state is not recorded again.</summary>
public sealed record DeduplicatedNote(AuditNote Note, string State);

/// <summary>The audit entries for decisions and for the settings behind them.</summary>
public static class DecisionNotes
{
    /// <summary>
    /// Records the required check of an open pull request, who approved, and the plans it is based on.
    /// </summary>
    public static DeduplicatedNote Of(PullEvaluation pull, long repository)
    {
        var (facts, decision, check) = (pull.Facts, pull.Decision, pull.Checks[0]);
        var evidence = new List<AuditEvidence> { new("head", facts.Head.Text),
            new("base", $"{facts.BaseBranch} {facts.Base}"), new("settings", facts.Settings.Commit.Text) };
        evidence.AddRange(pull.Plans.Select(Plan));
        evidence.AddRange(facts.Evidence
            .Select(
                document => new AuditEvidence("run", $"{document.Run}{(document.IsTrusted ? "" : ", not trusted")}"))
                    .Distinct());
        evidence.AddRange(ReviewEvidence.Of(pull));
        evidence.AddRange(decision.Results.SelectMany(result => result.Counted).DistinctBy(person => person.Id)
            .OrderBy(person => person.Id.Value)
            .Select(person => new AuditEvidence("approval", $"{person.Login} ({person.Id.Value})")));
        var what = $"{decision.Decision.Word()}: {check.Title}";
        // A new base commit or settings commit alone does not change the decision, so neither is part of the state.
        // Another base branch is another check.
        var state = string.Join('\n',
            evidence.Where(item => item.Name is not ("base" or "settings")).Select(item => $"{item.Name} {item.Value}")
                .Prepend(what).Prepend(facts.BaseBranch));
        return new(new(AuditKind.Decision, repository, facts.Number, what) { Evidence = evidence }, Hash(state));
    }

    public static DeduplicatedNote OfGroup(CommitSha group, CheckVerdict verdict, long repository, int? pull)
    {
        var what = $"{CheckText.Words(verdict.Outcome)}: {verdict.Title}";
        return new(new(AuditKind.MergeGroup, repository, pull, what) { Evidence = [new("head", group.Text)] },
            Hash($"{group} {what}"));
    }

    /// <summary>
    /// Records that a pull request could not be decided, so that an earlier decision no longer counts.
    /// </summary>
    public static DeduplicatedNote OfDeadLetter(
        CommitSha head, CheckVerdict verdict, string reason, long repository, int pull)
    {
        var what = $"{CheckText.Words(verdict.Outcome)}: no decision possible: {reason}";
        return new(new(AuditKind.Decision, repository, pull, what) { Evidence = [new("head", head.Text)] },
            Hash($"parked {head} {reason}"));
    }

    /// <param name="files">The texts of the settings files; null for a missing file.</param>
    public static DeduplicatedNote OfSettings(
        EffectiveSettings settings, long repository, params IReadOnlyList<string?> files)
    {
        var hash = Hash(string.Join('\0', files.Select(text => text is null ? "none" : $"text {text}")));
        var what = settings.IsMissing ? $"{settings.Branch} has no settings: the defaults apply"
            : $"decisions use the settings of {settings.Branch}"
                + (settings.Problems.Count > 0 ? ", which cannot be read" : "");
        var note = new AuditNote(AuditKind.Settings, repository, null, what)
        {
            Evidence = [new("settings", settings.Commit.Text), new("content", hash)],
        };
        return new(note, hash);
    }

    private static AuditEvidence Plan(PlanBinding plan) =>
        new($"plan of {plan.Environment ?? "no environment"}", plan.Fingerprint);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
