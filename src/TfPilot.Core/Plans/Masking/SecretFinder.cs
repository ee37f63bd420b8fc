namespace TfPilot.Core.Plans;

/// <summary>
/// Finds secrets in texts: literal, with escapes or line breaks, in base64, and inside decoded base64. Compressed,
/// encrypted and hashed secrets are not found.
/// </summary>
internal sealed class SecretFinder
{
    /// <summary>Three levels of nested base64.</summary>
    private const int MaxDepth = 3;

    private readonly SecretPatterns patterns;
    private readonly NormalizedText normalized = new();

    public SecretFinder(IReadOnlyCollection<string> secrets) => patterns = new SecretPatterns(new SecretForms(secrets));

    /// <summary>A quick check of canonical JSON: false when no text in it can contain a secret.</summary>
    public bool MayOccur(ReadOnlySpan<byte> json) =>
        NormalizedText.MayDiffer(json) || Base64Text.NextRun(json, 0, out _) >= 0 || patterns.Occurs(json);

    /// <summary>The positions of secrets in a text, in order; adjacent ones are merged.</summary>
    public IReadOnlyList<Range> Find(ReadOnlySpan<byte> text)
    {
        List<Range>? places = null;
        for (var at = 0; (at = patterns.Next(text, at, out var found)) >= 0; at++)
        {
            var place = found.IsBase64 ? Base64Text.Around(text, at, found.Length) : at..(at + found.Length);
            (places ??= []).Add(place);
        }

        if (NormalizedText.MayDiffer(text)) FindNormalized(text, ref places);
        for (var run = 0; (run = Base64Text.NextRun(text, run, out var end)) >= 0; run = end)
        {
            if (IsCoded(text[run..end], MaxDepth)) (places ??= []).Add(run..end);
        }

        return places is null ? [] : MaskedText.Joined(places);
    }

    private void FindNormalized(ReadOnlySpan<byte> text, ref List<Range>? places)
    {
        if (!patterns.Occurs(normalized.Read(text).Bytes)) return;
        var bytes = normalized.Read(text, withOffsets: true).Bytes;
        for (var at = 0; (at = patterns.Next(bytes, at, out var found)) >= 0; at++)
        {
            var place = normalized.Origin(at, found.Length);
            if (found.IsBase64) place = Base64Text.Around(text, place.Start.Value, place.End.Value - place.Start.Value);
            (places ??= []).Add(place);
        }
    }

    private bool IsCoded(ReadOnlySpan<byte> run, int depth)
    {
        foreach (var decoded in Base64Text.Decodings(run.ToArray()))
        {
            if (patterns.Occurs(decoded)) return true;
            if (Base64Text.IsReadable(decoded) && Holds(decoded, depth - 1)) return true;
        }

        return false;
    }

    private bool Holds(ReadOnlySpan<byte> text, int depth)
    {
        if (NormalizedText.MayDiffer(text) && patterns.Occurs(new NormalizedText().Read(text).Bytes)) return true;
        if (depth == 0) return false;
        for (var run = 0; (run = Base64Text.NextRun(text, run, out var end)) >= 0; run = end)
        {
            if (IsCoded(text[run..end], depth)) return true;
        }

        return false;
    }
}
