using System.Text.Json;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>The policy in the JSON contract.</summary>
internal static class PolicyJson
{
    public static void Write(Utf8JsonWriter json, PolicySummary policy)
    {
        json.WriteNumber("fail", policy.Fail);
        json.WriteNumber("unknown", policy.Unknown);
        json.WriteNumber("waived", policy.Waived);
        json.WriteNumber("ignored", policy.Ignored);
    }

    /// <summary>Omitted when the rules know every provider.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<UnjudgedProvider> providers)
    {
        if (providers.Count == 0) return;
        json.WriteStartArray("unjudged");
        foreach (var provider in providers)
        {
            json.WriteStartObject();
            json.WriteString("provider", provider.Provider);
            json.WriteNumber("resources", provider.Resources);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, ProjectReview project, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule);
        json.WriteString("kind", finding.Kind);
        json.WriteString("level", finding.Level.Word());
        json.WriteString("verdict", finding.Verdict.Word());
        json.WriteString("address", finding.Address?.Text);
        json.WriteString("attribute", finding.Attribute.Length == 0 ? null : finding.Attribute);
        json.WriteString("got", finding.Actual);
        json.WriteString("want", finding.Expected);
        json.WriteString("why", finding.Why);
        json.WriteString("docs", finding.Docs);
        json.WriteString("fix", finding.Fix);
        json.WriteString("note", finding.Note);
        json.WriteStartArray("also");
        foreach (var rule in finding.Also) json.WriteStringValue(rule);
        json.WriteEndArray();
        json.WriteString("waiver",
            FindingGroup.SectionOf(finding) == FindingSection.Exempted ? null
                : WaiverSnippet.Of(finding, project.Environment, project.Today, project.MaxWaiver));
        json.WriteStartArray("approvers");
        foreach (var approver in finding.Approvers) json.WriteStringValue(approver);
        json.WriteEndArray();
        json.WriteString("file", finding.Source is null ? null : SourcePath.Of(project.EntryFile, finding.Source));
        if (finding.Source is { Line: var line }) json.WriteNumber("line", line);
        else json.WriteNull("line");
        json.WriteEndObject();
    }
}
