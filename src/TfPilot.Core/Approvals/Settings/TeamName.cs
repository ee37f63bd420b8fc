namespace TfPilot.Core.Approvals;

/// <summary>A team, written <c>platform</c> or <c>@acme/platform</c>; an <paramref name="Organisation"/> must be the one that owns the repository.</summary>
public readonly record struct TeamName(string? Organisation, string Slug)
{
    /// <summary>Any text is a team's name to this; the settings check its form.</summary>
    public static TeamName Parse(string text) =>
        text.StartsWith('@') && text.IndexOf('/') is var slash and > 0 ? new(text[1..slash], text[(slash + 1)..]) : new(null, text);

    public override string ToString() => Organisation is null ? Slug : $"@{Organisation}/{Slug}";
}
