namespace TfPilot.Core.Templates;

/// <summary>
/// A template is invalid or exceeds a limit. The message names the line and what to do, and contains no value of the
/// plan.
/// </summary>
internal sealed class TemplateError(string message) : Exception(message)
{
    public const string Help = "docs/guides/templates.md lists what a template may use";

    /// <param name="line">The line number as counted by the engine, starting at 0.</param>
    public static TemplateError At(int line, string what) => new($"line {line + 1}: {what}");
}
