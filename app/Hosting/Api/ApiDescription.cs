using System.Text;
using YamlDotNet.Serialization;

namespace TfPilot.App.Hosting;

/// <summary>The OpenAPI description of the App, written as YAML and served as JSON.</summary>
internal static class ApiDescription
{
    public const string Path = "/api/openapi.json";

    private static readonly Lazy<byte[]> Json = new(Convert);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, () => TypedResults.Bytes(Json.Value, "application/json"));

    private static byte[] Convert()
    {
        using var yaml = new StreamReader(typeof(ApiDescription).Assembly.GetManifestResourceStream("api.yaml")!);
        var document = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize(yaml);
        return Encoding.UTF8.GetBytes(new SerializerBuilder().JsonCompatible().Build().Serialize(document));
    }
}
