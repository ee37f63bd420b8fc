using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Delivery.Records;

/// <summary>A record as lines for a log.</summary>
public static class RecordText
{
    private const int MaxListed = 20;

    public static string Lines(ApplyRecord record)
    {
        var text = new StringBuilder();
        text.AppendLine(Headline(record));
        foreach (var change in record.Changes.Where(change => change.Result != ChangeResult.Complete).Take(MaxListed))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {VisibleText.Of(change.Address)}: {VisibleText.Of(change.Action)} {Word(change.Result)}");
        foreach (var one in record.Diagnostics.Where(one => one.IsError).Take(MaxListed))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  error: {VisibleText.Of(one.Summary)}{(one.Address is { } at ? $" ({VisibleText.Of(at)})" : "")}");
        if (record.Resources is { } resources)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {resources.Count} resources in the state");
        return text.ToString();
    }

    /// <summary>Such as <c>envs/dev (dev): applied, 1 added, 0 changed, 0 destroyed</c>.</summary>
    public static string Headline(ApplyRecord record) => VisibleText.Of(
        $"{record.Project} ({record.Environment}): {Word(record.Status)}" +
        (record.Applied is { } counts && record.Status != ApplyStatus.Nothing ? $", {counts}" : "") +
        (record.Verification is { } verification ? $"; {VerificationText.Sentence(verification)}" : ""));

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Word(ChangeResult result) => result == ChangeResult.Errored ? "failed" : "did not end";
}
