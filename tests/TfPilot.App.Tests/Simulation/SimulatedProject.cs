using System.Buffers;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.App.Tests.Simulation;

/// <summary>A Terraform project of the repository with one resource, whose input is the project's file.</summary>
internal sealed record SimulatedProject(string Environment, string Name)
{
    public static readonly IReadOnlyList<SimulatedProject> All =
        [new("dev", "live/dev/web"), new("dev", "live/dev/db"), new("prod", "live/prod/web")];

    public string File => $"{Name}/main.tf";
}

/// <summary>What Terraform would do: the project's content in the state, and the content in the code.</summary>
internal sealed record SimulatedPlan(SimulatedProject Project, string? Before, string After)
{
    /// <summary>The content of every project at the start.</summary>
    public const string First = "# r0";

    public bool IsEmpty => Before == After;

    /// <summary>Equal for plans that do the same.</summary>
    public string Effect => IsEmpty ? "nothing" : $"{(Before is null ? "create" : "update")} {After}";

    public static byte[] Facts(params IEnumerable<SimulatedPlan> plans)
    {
        var bytes = new ArrayBufferWriter<byte>();
        FactsWriter.Write(new([.. plans.Select(plan => plan.ToFacts())], []), bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private ProjectFacts ToFacts() =>
        new(Project.Name, Project.Environment, new Plan { FormatVersion = "1.2", Changes = IsEmpty ? [] : [Change()] })
        {
            EntryFile = Project.File,
        };

    private ResourceChange Change()
    {
        var action = Before is null ? "create" : "update";
        return new()
        {
            Address = new("terraform_data.main"),
            Type = "terraform_data",
            Action = PlanActions.Of([action]),
            Actions = [action],
            Before = Before is null ? RedactedJson.Null : Input(Before),
            After = Input(After),
        };
    }

    private static RedactedJson Input(string content) =>
        RedactedJson.FromCanonical(System.Text.Encoding.UTF8.GetBytes($$"""{"input":"{{content}}"}"""));
}
