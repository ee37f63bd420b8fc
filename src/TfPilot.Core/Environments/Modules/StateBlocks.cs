using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>Reads the backend of a configuration file, and the states that it reads.</summary>
internal static class StateBlocks
{
    public static (StateAddress? State, IReadOnlyList<StateAddress> Reads) Read(string text)
    {
        var hasReads = text.Contains("terraform_remote_state", StringComparison.Ordinal);
        if (!hasReads && !text.Contains("backend", StringComparison.Ordinal)
            && !text.Contains("cloud", StringComparison.Ordinal)) return (null, []);
        var file = HclBody.Of(HclTokens.Of(text).Where(token => token.Kind != HclTokenKind.Comment).ToList());
        var backend = file.All("terraform").SelectMany(block => block.Blocks)
            .FirstOrDefault(block => block.Name is "backend" or "cloud");
        return (
            backend is null ? null : StateAddress.Of(backend.Name == "cloud" ? "cloud" : backend.Label, backend.Body),
            [.. file.Blocks.Where(block => block is { Name: "data", Labels: ["terraform_remote_state", _] })
                .Select(block => Read(block.Body)).OfType<StateAddress>()]);
    }

    private static StateAddress? Read(HclBody data) =>
        data.Arguments.TryGetValue("backend", out var kind) && StateAddress.TextOf(kind) is { } backend
        && data.All("config").FirstOrDefault() is { } config ? StateAddress.Of(backend, config) : null;
}
