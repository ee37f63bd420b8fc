namespace TfPilot.Core.Basics;

/// <summary>
/// Input is untrusted, so every regular expression either matches in linear time or has this timeout. Normal input
/// never reaches it; a test runs each expression against hostile input.
/// </summary>
public static class RegexLimits
{
    public const int TimeoutMilliseconds = 5_000;
}
