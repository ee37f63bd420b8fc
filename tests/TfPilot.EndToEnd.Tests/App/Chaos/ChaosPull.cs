namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>A pull request as those know it who work on it.</summary>
internal sealed class ChaosPull(int number, string branch, string @base, string head)
{
    public int Number => number;

    public string Branch => branch;

    public string Base { get; set; } = @base;

    public string Head { get; set; } = head;

    /// <summary>Another one has the same branch, and another base.</summary>
    public bool IsShared { get; set; }

    public bool IsClosed { get; set; }

    public bool IsDraft { get; set; }

    /// <summary>The reviews that say yes or no and were not dismissed.</summary>
    public List<(long Review, bool IsApproval)> Opinions { get; } = [];
}
