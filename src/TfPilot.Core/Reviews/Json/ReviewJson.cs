using System.Buffers;
using System.Text.Json;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Writes the review as one line of ASCII JSON: the contract <c>tfpilot.review/1</c> of
/// <c>docs/reference/review-json.md</c>.
/// </summary>
public static class ReviewJson
{
    public const string Schema = "tfpilot.review/1";

    public static void Write(Review review, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("verdict", review.Verdict.Word());
            WriteSummary(json, review.Summary);
            WriteCounts(json, review.Counts);
            json.WriteStartObject("risk");
            RiskJson.Write(json, review.RiskClass, review.RiskScore, review.RiskLevel);
            json.WriteEndObject();
            json.WriteStartObject("policy");
            PolicyJson.Write(json, review.Policy);
            json.WriteEndObject();
            CostJson.Write(json, review.Cost);
            json.WriteStartArray("projects");
            foreach (var project in review.Projects) WriteProject(json, project);
            json.WriteEndArray();
            json.WriteStartArray("problems");
            foreach (var problem in review.Problems) WriteProblem(json, problem);
            json.WriteEndArray();
            WriteUnplanned(json, review.Unplanned);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteProject(Utf8JsonWriter json, ProjectReview project)
    {
        json.WriteStartObject();
        json.WriteString("name", project.Name);
        json.WriteString("environment", project.Environment);
        json.WriteStartObject("plan");
        json.WriteString("formatVersion", project.Plan.FormatVersion);
        json.WriteString("terraformVersion", project.Plan.TerraformVersion);
        json.WriteString("fingerprint", project.Fingerprint);
        json.WriteBoolean("complete", project.Plan.Complete);
        json.WriteBoolean("errored", project.Plan.Errored);
        json.WriteEndObject();
        WriteSummary(json, project.Summary);
        WriteCounts(json, project.Counts);
        json.WriteStartObject("risk");
        RiskJson.Write(json, project.Risk.Class, project.Risk.Score, project.Risk.Level);
        json.WriteStartArray("factors");
        foreach (var factor in project.Risk.Factors) RiskJson.Write(json, factor);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("policy");
        PolicyJson.Write(json, project.Policy);
        json.WriteStartArray("findings");
        foreach (var finding in project.Findings) PolicyJson.Write(json, project, finding);
        json.WriteEndArray();
        PolicyJson.Write(json, project.Unjudged);
        json.WriteEndObject();
        CostJson.Write(json, project.Cost, project.CostDetails);
        json.WriteStartArray("changes");
        foreach (var change in project.Plan.Changes) WriteChange(json, change);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, ResourceChange change)
    {
        json.WriteStartObject();
        json.WriteString("address", change.Address.Text);
        json.WriteString("type", change.Type);
        json.WriteString("action", change.Word);
        json.WriteStartArray("actions");
        foreach (var action in change.Actions) json.WriteStringValue(action);
        json.WriteEndArray();
        json.WriteString("reason", change.Reason);
        json.WriteString("previousAddress", change.PreviousAddress?.Text);
        json.WriteEndObject();
    }

    /// <summary>Terraform's arithmetic: a replacement is one to add and one to destroy.</summary>
    private static void WriteSummary(Utf8JsonWriter json, PlanSummary summary)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("add", summary.Add);
        json.WriteNumber("change", summary.Change);
        json.WriteNumber("destroy", summary.Destroy);
        json.WriteNumber("import", summary.Import);
        json.WriteNumber("forget", summary.Forget);
        json.WriteEndObject();
    }

    /// <summary>Resources by action: a replacement counts once.</summary>
    private static void WriteCounts(Utf8JsonWriter json, PlanCounts counts)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("create", counts.Create);
        json.WriteNumber("update", counts.Update);
        json.WriteNumber("delete", counts.Delete);
        json.WriteNumber("replace", counts.Replace);
        json.WriteNumber("forget", counts.Forget);
        json.WriteNumber("import", counts.Import);
        json.WriteNumber("move", counts.Move);
        json.WriteNumber("read", counts.Read);
        json.WriteNumber("noop", counts.NoOp);
        json.WriteNumber("outputs", counts.Outputs);
        json.WriteNumber("drift", counts.Drift);
        json.WriteEndObject();
    }

    /// <summary>Omitted when empty; only runs for a pull request can have entries.</summary>
    private static void WriteUnplanned(Utf8JsonWriter json, IReadOnlyList<UnplannedChange> unplanned)
    {
        if (unplanned.Count == 0) return;
        json.WriteStartArray("unplanned");
        foreach (var change in unplanned)
        {
            json.WriteStartObject();
            json.WriteString("path", change.Path);
            json.WriteString("kind", change.Kind.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteProblem(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("path", problem.Path);
        json.WriteString("message", problem.Message);
        json.WriteEndObject();
    }
}
