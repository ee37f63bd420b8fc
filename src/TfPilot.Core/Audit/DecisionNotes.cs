using System.Security.Cryptography;
using System.Text;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Audit;

/// <summary>A note, and what tells whether it says anything new.</summary>
public sealed record DeduplicatedNote(AuditNote Note, string State);

/// <summary>What the history says of decisions, and of what they are made by.</summary>
public static class DecisionNotes
{
    /// <summary>What the required check of an open pull request says, who agreed, and on which plans that rests.</summary>
    public static DeduplicatedNote Of(PullEvaluation pull, long repository)
    {
        var (facts, decision, check) = (pull.Facts, pull.Decision, pull.Checks[0]);
        var evidence = new List<AuditEvidence> { new("head", facts.Head.Text), new("base", $"{facts.BaseBranch} {facts.Base}"), new("settings", facts.Settings.Commit.Text) };
        evidence.AddRange(pull.Plans.Select(Plan));
        evidence.AddRange(facts.Evidence.Select(document => new AuditEvidence("run", $"{document.Run}{(document.IsTrusted ? "" : ", not trusted")}")).Distinct());
        evidence.AddRange(decision.Results.SelectMany(standing => standing.Counted).DistinctBy(person => person.Id).OrderBy(person => person.Id.Value).Select(person => new AuditEvidence("approval", $"{person.Login} ({person.Id.Value})")));
        var what = $"{decision.Decision.Word()}: {check.Title}";
        // Neither the base nor the settings move the decision by moving on, though both say what it was made by; another base is another check.
        var state = string.Join('\n', evidence.Where(item => item.Name is not ("base" or "settings")).Select(item => $"{item.Name} {item.Value}").Prepend(what).Prepend(facts.BaseBranch));
        return new(new(AuditKind.Decision, repository, facts.Number, what) { Evidence = evidence }, Hash(state));
    }

    public static DeduplicatedNote OfGroup(CommitSha group, CheckVerdict verdict, long repository, int? pull)
    {
        var what = $"{CheckText.Words(verdict.Outcome)}: {verdict.Title}";
        return new(new(AuditKind.MergeGroup, repository, pull, what) { Evidence = [new("head", group.Text)] }, Hash($"{group} {what}"));
    }

    /// <summary>That a pull request could not be decided, so that an earlier decision does not count any more.</summary>
    public static DeduplicatedNote OfDeadLetter(CommitSha head, CheckVerdict verdict, string reason, long repository, int pull)
    {
        var what = $"{CheckText.Words(verdict.Outcome)}: could not be decided: {reason}";
        return new(new(AuditKind.Decision, repository, pull, what) { Evidence = [new("head", head.Text)] }, Hash($"parked {head} {reason}"));
    }

    /// <param name="files">The texts that the settings were read from; null for a file that is not there.</param>
    public static DeduplicatedNote OfSettings(EffectiveSettings settings, long repository, params IReadOnlyList<string?> files)
    {
        var hash = Hash(string.Join('\0', files.Select(text => text is null ? "none" : $"text {text}")));
        var what = settings.IsMissing ? $"{settings.Branch} has no settings: the defaults decide" : $"decisions are made by the settings of {settings.Branch}{(settings.Problems.Count > 0 ? ", which cannot be read" : "")}";
        return new(new(AuditKind.Settings, repository, null, what) { Evidence = [new("settings", settings.Commit.Text), new("content", hash)] }, hash);
    }

    private static AuditEvidence Plan(PlanBinding plan) => new($"plan of {plan.Environment ?? "no environment"}", plan.Fingerprint);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
