namespace TfPilot.GitHub.Identity;

/// <summary>What a token is for; it may do no more than that, whatever the App itself may do.</summary>
public sealed record TokenScope
{
    /// <summary>Gathering facts: what was proposed, what the settings say, which checks stand.</summary>
    public static readonly TokenScope Read = new(
        "read", ("checks", "read"), ("contents", "read"), ("pull_requests", "read"));

    /// <summary>Knowing who is in which team.</summary>
    public static readonly TokenScope People = new("read teams", ("members", "read"), ("metadata", "read"));

    public static readonly TokenScope WriteChecks = new("write checks", ("checks", "write"));

    /// <summary>Answering in the conversation of a pull request.</summary>
    public static readonly TokenScope Answer = new("answer comments", ("pull_requests", "write"));

    /// <summary>Knowing which repositories there are, and nothing of what is in them.</summary>
    public static readonly TokenScope List = new("list repositories", ("metadata", "read"));

    public static readonly IReadOnlyList<TokenScope> All = [Read, People, WriteChecks, Answer, List];

    private TokenScope(string name, params (string Name, string Access)[] permissions)
    {
        Name = name;
        Permissions = permissions;
    }

    public string Name { get; }

    public IReadOnlyList<(string Name, string Access)> Permissions { get; }
}
