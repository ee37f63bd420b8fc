using System.Text.Json;
using System.Text.Json.Nodes;

/// <summary>The software bill of materials of a program, in the format CycloneDX 1.6 (JSON).</summary>
internal static class Sbom
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="assets">The text of project.assets.json, which lists every restored package with its version and
    /// hash.</param>
    /// <param name="package">The name and version of the described program, such as <c>tfpilot.1.2.0</c>.</param>
    public static string Write(string assets, string package)
    {
        var name = package[..package.IndexOf('.')];
        var components = JsonNode.Parse(assets)!["libraries"]!.AsObject()
            .Where(library => (string?)library.Value!["type"] == "package")
            .OrderBy(library => library.Key, StringComparer.Ordinal)
            .Select(library => (JsonNode?)Component(library.Key.Split('/'), (string)library.Value!["sha512"]!));
        return new JsonObject
        {
            ["bomFormat"] = "CycloneDX",
            ["specVersion"] = "1.6",
            ["version"] = 1,
            ["metadata"] = new JsonObject
            {
                ["component"] = new JsonObject
                {
                    ["type"] = "application", ["name"] = name, ["version"] = package[(name.Length + 1)..],
                },
            },
            ["components"] = new JsonArray([.. components]),
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Component(string[] id, string hash) => new()
    {
        ["type"] = "library",
        ["name"] = id[0],
        ["version"] = id[1],
        ["purl"] = $"pkg:nuget/{id[0]}@{id[1]}",
        ["hashes"] = new JsonArray(new JsonObject
        {
            ["alg"] = "SHA-512", ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(hash)),
        }),
    };
}
