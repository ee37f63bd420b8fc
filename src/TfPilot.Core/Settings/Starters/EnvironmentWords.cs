namespace TfPilot.Core.Settings;

/// <summary>How folders, workspaces and files of variables call environments.</summary>
internal static class EnvironmentWords
{
    /// <summary>The most careful first.</summary>
    private static readonly string[][] Ranks =
    [
        ["prod", "production", "prd"],
        ["stage", "staging", "stg", "preprod", "uat"],
        ["test", "testing", "qa", "int"],
        ["dev", "development", "sandbox", "sbx", "nonprod"],
    ];

    /// <summary>Where the name stands among environments, production at 0; null when it names none.</summary>
    public static int? RankOf(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && char.IsAsciiLetterOrDigit(name[0])
        && Array.FindIndex(Ranks, words => name.ToLowerInvariant().Split('-', '_', '.').Any(words.Contains)) is var rank and >= 0 ? rank : null;
}
