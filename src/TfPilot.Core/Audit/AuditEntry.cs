using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Audit;

/// <summary>The end of an installation's history: the number (starting at 1) and hash of its last entry.</summary>
public readonly record struct AuditHead(long Installation, long Number, string Hash)
{
    /// <summary>The number of printed hash digits; a collision within one history is practically impossible.</summary>
    public const int ShortLength = 12;

    /// <summary>The short form printed in checks.</summary>
    public string Short => Hash[..ShortLength];

    /// <summary>The head of an empty history.</summary>
    public static AuditHead Start(long installation) => new(installation, 0, new('0', 2 * SHA256.HashSizeInBytes));
}

/// <summary>
/// A stored audit note, one line of JSON. Its SHA-256 hash covers the line, including the previous entry's hash.
/// </summary>
public sealed record AuditEntry(AuditHead Head, string Line)
{
    /// <summary>Creates the next entry; times are stored in UTC with millisecond precision.</summary>
    public static AuditEntry After(AuditHead last, AuditNote note, DateTimeOffset at)
    {
        var content = Content(last, note, at);
        var hash = HashOf(content);
        return new(last with { Number = last.Number + 1, Hash = hash }, $"{content[..^1]}{Seal(hash)}");
    }

    /// <summary>The end of each line.</summary>
    internal static string Seal(string hash) => $",\"hash\":\"{hash}\"}}";

    internal static string HashOf(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    internal static string Word(AuditKind kind) => kind switch
    {
        AuditKind.Decision => "decision",
        AuditKind.MergeGroup => "merge-group",
        AuditKind.Settings => "settings",
        AuditKind.Override => "override",
        AuditKind.PolicyApproval => "policy-approval",
        AuditKind.Lock => "lock",
        AuditKind.Unlock => "unlock",
        AuditKind.Refusal => "refusal",
        AuditKind.Request => "request",
        AuditKind.Proposal => "proposal",
        AuditKind.Confirmation => "confirmation",
        AuditKind.Orphan => "orphan",
        AuditKind.Installation => "installation",
        AuditKind.Change => "change",
        AuditKind.Gate => "gate",
        AuditKind.Apply => "apply",
        AuditKind.ApplyApproval => "apply-approval",
        _ => throw new UnreachableException(),
    };

    private static string Content(AuditHead last, AuditNote note, DateTimeOffset at)
    {
        var time = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var pull = note.Pull is { } number ? Digits(number) : "null";
        var by = note.By is { } person ? $"{{\"id\":{Digits(person.Id.Value)},\"login\":{Text(person.Login)}}}"
            : "null";
        var evidence = string.Join(
            ',', note.Evidence.Select(item => $"{{\"name\":{Text(item.Name)},\"value\":{Text(item.Value)}}}"));
        return $"{{\"installation\":{Digits(last.Installation)},\"number\":{Digits(last.Number + 1)},"
            + $"\"previous\":\"{last.Hash}\",\"at\":\"{time}\",\"kind\":\"{Word(note.Kind)}\","
            + $"\"repository\":{Digits(note.Repository)},\"pull\":{pull},\"by\":{by},"
            + $"\"what\":{Text(note.What)},\"evidence\":[{evidence}]}}";
    }

    private static string Text(string text) => CanonicalString.Of(VisibleText.Of(text));

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
