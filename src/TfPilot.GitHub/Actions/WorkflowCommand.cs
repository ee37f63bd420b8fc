namespace TfPilot.GitHub.Actions;

/// <summary>A workflow command, <c>::name key=value::message</c>, with its values escaped.</summary>
internal static class WorkflowCommand
{
    public static string Of(
        string name, string message = "", params ReadOnlySpan<(string Key, string? Value)> properties)
    {
        var list = new List<string>();
        foreach (var (key, value) in properties)
        {
            if (value is { Length: > 0 }) list.Add($"{key}={EscapeProperty(value)}");
        }

        return $"::{name}{(list.Count == 0 ? "" : " ")}{string.Join(',', list)}::{Escape(message)}";
    }

    private static string Escape(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) => Escape(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
