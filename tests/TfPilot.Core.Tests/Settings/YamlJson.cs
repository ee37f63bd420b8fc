using System.Text.Json.Nodes;
using TfPilot.Core.Settings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TfPilot.Core.Tests.Settings;

/// <summary>Converts YAML to JSON, as an editor does to validate it with a JSON Schema.</summary>
internal static class YamlJson
{
    public static JsonNode? Of(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Of(stream.Documents[0].RootNode);
    }

    private static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMappingNode map =>
            new JsonObject(
                map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Of(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Of)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => quoted.Value,
        YamlScalarNode scalar => ScalarKinds.Of(scalar.Value!) switch
        {
            ScalarKind.Null => null,
            ScalarKind.Text => scalar.Value,
            _ => JsonNode.Parse(scalar.Value!),
        },
        _ => throw new InvalidOperationException(node.NodeType.ToString()),
    };
}
