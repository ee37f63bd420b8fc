namespace TfPilot.GitHub.Ids;

/// <summary>
/// A user or bot. Compared only by id, because a login can be renamed; a bot's login ends in <c>[bot]</c>.
/// </summary>
public sealed record Account(long Id, string Login);
