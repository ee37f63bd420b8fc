using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>One diagnosis: what it finds, why it matters, and how it searches.</summary>
internal sealed record Check(
    string Id, DiagnosisLevel Level, string Finds, string Reason, Func<DoctorContext, IEnumerable<DoctorFinding>> Find);

/// <summary>One finding of a check: where, what, and how to fix it.</summary>
internal sealed record DoctorFinding(string Where, string What, string Fix);

/// <summary>The facts that the checks examine.</summary>
internal sealed record DoctorContext(
    RepositoryFacts Facts, IReadOnlyList<Workflow> Workflows, IReadOnlyList<DoctorFinding> Unreadable)
{
    /// <summary>The workflows that are looked at: those of Terraform, unless all are asked for.</summary>
    public IReadOnlyList<SourceFile> Files { get; init; } = [];

    public IEnumerable<WorkflowJob> Jobs => Workflows.SelectMany(workflow => workflow.Jobs);

    public IEnumerable<WorkflowStep> Steps => Jobs.SelectMany(job => job.Steps);

    /// <summary>The workflow of this repository that a job calls; null when it is another's, or unreadable.</summary>
    public Workflow? Called(WorkflowJob job) => job.Calls is { } called && called.Text.StartsWith('.')
        ? Workflows.FirstOrDefault(workflow => workflow.File.EndsWith(called.Text[1..], StringComparison.Ordinal))
        : null;

    public static DoctorContext Of(RepositoryFacts facts)
    {
        var files = facts.AllWorkflows ? facts.Workflows : TerraformWorkflows.Of(facts.Workflows);
        var (workflows, unreadable) = (new List<Workflow>(), new List<DoctorFinding>());
        foreach (var file in files)
        {
            var problems = new Problems(file.Path);
            if (YamlReader.ReadWorkflow(file.Text, problems) is Node.Map root) workflows.Add(new(file.Path, root));
            else if (!problems.Any) problems.Add(new SourcePosition(1, 1), "the file is not a map of keys");
            unreadable.AddRange(
                problems.InOrder.Select(problem => new DoctorFinding(
                    problem.Path, problem.Message,
                    "Fix the YAML on this line; GitHub and doctor may read it differently.")));
        }

        return new(facts, workflows, unreadable) { Files = files };
    }
}
