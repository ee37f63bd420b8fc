namespace TfPilot.Action.Basics;

/// <summary>Treats blank text like missing text.</summary>
internal static class OptionalText
{
    public static bool HasText(string? text) => !string.IsNullOrWhiteSpace(text);

    public static string? NullIfBlank(string? text) => HasText(text) ? text : null;
}
