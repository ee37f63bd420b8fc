namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>A pull request as those know it who work on it.</summary>
internal sealed class ChaosPull(int number, string branch, string @base)
{
    public int Number => number;

    public string Branch => branch;

    public string Base { get; set; } = @base;

    /// <summary>Another one has the same branch, and another base.</summary>
    public bool IsShared { get; set; }

    public bool IsClosed { get; set; }

    public bool IsDraft { get; set; }

    /// <summary>Those that may be dismissed.</summary>
    public List<long> Reviews { get; } = [];
}
