using TfPilot.Core.Basics;

namespace TfPilot.GitHub.Actions;

/// <summary>What the runner gives to a step and takes from it.</summary>
public sealed class ActionsRuntime(Func<string, string?> environment, TextWriter log)
{
    /// <summary>Whether this is a step of a workflow at all, and not a laptop.</summary>
    public bool IsPresent => environment("GITHUB_ACTIONS") == "true";

    /// <summary>What the workflow wrote under <c>with:</c>, trimmed; null when it wrote nothing.</summary>
    public string? Input(string name) => throw new NotImplementedException();

    public Validated<WorkflowRun> ReadRun() => throw new NotImplementedException();

    public Validated<ActionsEvent> ReadEvent() => throw new NotImplementedException();

    public void SetOutput(string name, string value) => throw new NotImplementedException();

    public void AppendSummary(string markdown) => throw new NotImplementedException();

    public void Annotate(Annotation annotation) => throw new NotImplementedException();

    /// <summary>What is printed until it is disposed is folded under the title.</summary>
    public IDisposable Group(string title) => throw new NotImplementedException();

    public void Mask(string secret) => throw new NotImplementedException();

    /// <summary>Prints text that others wrote so that the runner obeys nothing in it.</summary>
    public void WriteUntrusted(string text) => log.Write(text);
}
