namespace TfPilot.Core.Basics;

/// <summary>
/// Texts come from strangers, so every regular expression either matches in linear time or has this limit. No text that
/// is read reaches it; a test holds each of them against hostile ones.
/// </summary>
public static class RegexLimits
{
    public const int Milliseconds = 5_000;
}
