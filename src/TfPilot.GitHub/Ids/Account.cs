namespace TfPilot.GitHub.Ids;

/// <summary>
/// A person or a bot. The id stays when the login is renamed, so people are told apart by it alone; a bot's login ends
/// in <c>[bot]</c>.
/// </summary>
public sealed record Account(long Id, string Login);
