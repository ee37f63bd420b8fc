namespace TfPilot.Core.Settings;

/// <summary>One diagnosis: what it finds, why it matters, and how it searches.</summary>
internal sealed record Check(
    string Id, DiagnosisLevel Level, string Finds, string Why, Func<Examination, IEnumerable<Symptom>> Find);

/// <summary>One finding of a check: where, what, and how to fix it.</summary>
internal sealed record Symptom(string Where, string What, string Fix);

/// <summary>The facts that the checks examine.</summary>
internal sealed record Examination(
    RepositoryFacts Facts, IReadOnlyList<Workflow> Workflows, IReadOnlyList<Symptom> Unreadable)
{
    public IEnumerable<WorkflowJob> Jobs => Workflows.SelectMany(workflow => workflow.Jobs);

    public IEnumerable<WorkflowStep> Steps => Jobs.SelectMany(job => job.Steps);

    public static Examination Of(RepositoryFacts facts)
    {
        var (workflows, unreadable) = (new List<Workflow>(), new List<Symptom>());
        foreach (var file in facts.Workflows)
        {
            var problems = new Problems(file.Path);
            if (YamlReader.ReadWorkflow(file.Text, problems) is Node.Map root) workflows.Add(new(file.Path, root));
            else if (!problems.Any) problems.Add(new SourcePosition(1, 1), "the file is not a map of keys");
            unreadable.AddRange(
                problems.InOrder.Select(problem => new Symptom(
                    problem.Path, problem.Message, "Fix the line, so that GitHub and doctor read the same.")));
        }

        return new(facts, workflows, unreadable);
    }
}
