namespace TfPilot.Core.Approvals;

/// <summary>
/// A team, written <c>platform</c> or <c>@acme/platform</c>; an <paramref name="Organization"/> must be the
/// repository's owner.
/// </summary>
public readonly record struct TeamName(string? Organization, string Slug)
{
    /// <summary>Accepts any text; the settings validate its form.</summary>
    public static TeamName Parse(string text) =>
        text.StartsWith('@') && text.IndexOf('/') is var slash and > 0 ? new(text[1..slash], text[(slash + 1)..])
        : new(null, text);

    public override string ToString() => Organization is null ? Slug : $"@{Organization}/{Slug}";
}
