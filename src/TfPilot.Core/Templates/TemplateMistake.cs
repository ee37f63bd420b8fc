namespace TfPilot.Core.Templates;

/// <summary>
/// A template that cannot be used, or that takes more than it may. The message names the line and what to do, and holds
/// no value of the plan.
/// </summary>
internal sealed class TemplateMistake(string message) : Exception(message)
{
    public const string Help = "docs/guides/templates.md lists what a template may use";

    /// <param name="line">As the engine counts: the first one is 0.</param>
    public static TemplateMistake At(int line, string what) => new($"line {line + 1}: {what}");
}
