using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Tests.Policies.Scanners;

/// <summary>Scanner reports with defaults, so that tests set only the values that matter to them.</summary>
internal static class Sarif
{
    public static string File(string tool) =>
        Repository.Read($"tests/TfPilot.Core.Tests/Policies/Scanners/{tool}.sarif");

    /// <summary>A run of one tool; results are JSON objects.</summary>
    public static string Run(string tool, params string[] results) =>
        Document($$$"""
            {"tool":{"driver":{"name":{{{JsonValue.Create(tool).ToJsonString()}}}}},"results":[{{{string.Join(',', results)}}}]}
            """);

    public static string Document(string run) => $$$"""{"version":"2.1.0","runs":[{{{run}}}]}""";

    public static string Result(
        string rule, string uri, int line = 1, int? last = null, string level = "error", string rest = "") => $$$"""
            {"ruleId":"{{{rule}}}","level":"{{{level}}}","message":{"text":"{{{rule}}} says so"},
              "locations":[{"physicalLocation":{"artifactLocation":{"uri":{{{JsonValue.Create(uri).ToJsonString()}}}},
              "region":{"startLine":{{{line}}},"endLine":{{{last ?? line}}} } } }]{{{rest}}} }
            """;

    public static ScannerReport Report(string json) =>
        Read(json).Match(report => report, problems => throw new InvalidDataException(problems[0].Message));

    public static string Problem(string json) =>
        Read(json).Match(_ => "no problem", problems => problems.Single().Message);

    private static Validated<ScannerReport> Read(string json) =>
        SarifReader.Read("scan.sarif", Encoding.UTF8.GetBytes(json));
}
