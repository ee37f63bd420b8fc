using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Records;

namespace TfPilot.Delivery.Verifications;

public enum VerificationStatus
{
    Passed,
    Failed,

    /// <summary>It could not be found out.</summary>
    Unknown,
}

/// <summary>One check after an apply.</summary>
/// <param name="Kind"><c>plan</c>, <c>check</c>, <c>policy</c>, <c>probe</c>, or <c>settings</c> for an input that
/// could not be read.</param>
/// <param name="Name">What was checked, such as an address or a URL.</param>
/// <param name="Message">Why it failed or is unknown; null when it passed.</param>
public sealed record VerificationCheck(
    string Kind, string Name, VerificationStatus Status, string? Message = null);

/// <summary>The result of the verification after an apply.</summary>
/// <param name="Checks">Failed ones first.</param>
/// <param name="More">The number of checks beyond the limit of <paramref name="Checks"/>.</param>
public sealed record Verification(IReadOnlyList<VerificationCheck> Checks, int More = 0)
{
    /// <summary>True if all checks passed, false if one failed, null if one is unknown.</summary>
    public bool? IsPassed => Checks.Any(check => check.Status == VerificationStatus.Failed) ? false
        : Checks.Any(check => check.Status == VerificationStatus.Unknown) ? null : true;
}

/// <summary>Writes and reads the file with which the steps of a job hand the result on.</summary>
public static class VerificationFile
{
    public static byte[] Write(Verification verification) =>
        JsonSerializer.SerializeToUtf8Bytes(verification, RecordJson.Default.Verification);

    public static Validated<Verification> Read(string name, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, RecordJson.Default.Verification) is { } verification
                ? verification : new Problem(name, $"{name} is empty.");
        }
        catch (JsonException failure)
        {
            return new Problem(name, $"{name} is no verification: {VisibleText.Of(failure.Message)}");
        }
    }
}
