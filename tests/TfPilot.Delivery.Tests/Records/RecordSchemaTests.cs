using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Delivery.Tests.Records;

public sealed class RecordSchemaTests
{
    private static readonly ApplyRecord Complete = new("prod", "live/web", ApplyStatus.Partial)
    {
        ExitCode = 1, Tool = "terraform", Version = "1.11.4", Fingerprint = "fp",
        Started = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero), Ended = new(2026, 3, 4, 10, 1, 0, TimeSpan.Zero),
        Planned = new(1, 2, 3, 4, 5), Applied = new(1, 0, 0, 0, 0),
        Changes = [new("a.b", "create", ChangeResult.Errored, 1.5)], MoreChanges = 1,
        Drift = [new("a.b", "update")],
        Diagnostics = [new("error", "bad", "detail", "a.b", "main.tf", 3)], MoreDiagnostics = 1, SkippedLines = 2,
        Resources =
        [
            new("a.b", "a", "aws")
            {
                Deposed = "1", IsTainted = true, Module = "module.m", Id = "i", Arn = "arn:", SelfLink = "https://x",
                Identity = new Dictionary<string, string> { ["id"] = "i" }, Name = "n", Region = "eu",
                Tags = new Dictionary<string, string> { ["Name"] = "n" }, Hosts = ["10.0.0.1"],
                File = "live/web/main.tf", Line = 3,
            },
        ],
        Verification = new([new("probe", "https://x.test/", VerificationStatus.Failed, "down")], 1),
        Problems = ["plan.json does not exist."],
    };

    [Fact]
    public void A_complete_record_has_exactly_the_fields_of_its_schema()
    {
        var schema = JsonNode.Parse(Repository.Read("docs/record.schema.json"))!;
        var record = JsonNode.Parse(RecordDocument.Write(Complete))!;

        JsonSchema.InDocs("record.schema.json").Validate(record.ToJsonString()).Should().BeEmpty();
        Names(record).Should().Equal(Names(schema["properties"]!));
        foreach (var list in new[] { "resources", "changes", "diagnostics" })
            Names(record[list]![0]!).Should().Equal(Names(schema["properties"]![list]!["items"]!["properties"]!));
    }

    [Fact]
    public void A_verification_has_exactly_the_fields_of_its_schema()
    {
        var schema = JsonNode.Parse(Repository.Read("docs/record.schema.json"))!["properties"]!["verification"]!;
        var verification = JsonNode.Parse(RecordDocument.Write(Complete))!["verification"]!;

        Names(verification).Should().Equal(Names(schema["properties"]!));
        Names(verification["checks"]![0]!).Should()
            .Equal(Names(schema["properties"]!["checks"]!["items"]!["properties"]!));
    }

    [Fact]
    public void A_record_without_any_file_conforms_to_the_schema()
    {
        var record = RecordDocument.Write(RecordRules.Of(new("prod", "web", null, null, null, null)));

        JsonSchema.InDocs("record.schema.json").Validate(Encoding.UTF8.GetString(record)).Should().BeEmpty();
    }

    private static IEnumerable<string> Names(JsonNode node) =>
        node.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal);
}
