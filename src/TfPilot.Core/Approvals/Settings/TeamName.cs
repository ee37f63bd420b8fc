namespace TfPilot.Core.Approvals;

/// <summary>
/// A team, written <c>platform</c> or <c>@acme/platform</c>; an <paramref name="Organisation"/> must be the
/// repository's owner.
/// </summary>
public readonly record struct TeamName(string? Organisation, string Slug)
{
    /// <summary>Accepts any text; the settings validate its form.</summary>
    public static TeamName Parse(string text) =>
        text.StartsWith('@') && text.IndexOf('/') is var slash and > 0 ? new(text[1..slash], text[(slash + 1)..])
        : new(null, text);

    public override string ToString() => Organisation is null ? Slug : $"@{Organisation}/{Slug}";
}
