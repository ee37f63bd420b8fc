namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>A pull request as the simulated people know it.</summary>
internal sealed class ChaosPull(int number, string branch, string @base, string head)
{
    public int Number => number;

    public string Branch => branch;

    public string Base { get; set; } = @base;

    public string Head { get; set; } = head;

    /// <summary>Another pull request has the same branch but another base.</summary>
    public bool IsShared { get; set; }

    public bool IsClosed { get; set; }

    public bool IsDraft { get; set; }

    /// <summary>The approvals and requests for changes that were not dismissed.</summary>
    public List<(long Review, bool IsApproval)> Opinions { get; } = [];
}
