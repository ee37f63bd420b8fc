using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>The folders of a batch, plan by plan, and how long each plan took.</summary>
internal static class PlanSeconds
{
    /// <summary>Where the job that plans leaves its plans, each in a folder with its number.</summary>
    public const string Plans = "tfpilot-plans";

    /// <summary>The request for one plan of the batch.</summary>
    public static JobRequest RequestOf(JobRequest batch, PlanLine line, int number) => batch with
    {
        Batch = null,
        Plans = [$"{Plans}/{number}/plan.json"],
        Name = line.Name,
        Environment = line.Environment,
        Source = line.Path,
        Output = $"{batch.Output}/{number}",
        Comment = CommentMode.Never,
        Summary = false,
        FailOn = null,
    };

    /// <summary>From the plan to its facts.</summary>
    public static void HandOn(JobRequest plan)
    {
        if (PlanDurations.Of(Path.Combine(Path.GetDirectoryName(plan.Plans[0])!, PlanDurations.Beside)) is { } seconds)
            Write(Path.Combine(plan.Output, PlanDurations.Beside),
                System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"{seconds}")));
    }

    /// <summary>
    /// From the facts of all jobs to one file for the next run; nothing where no job said how long it took.
    /// </summary>
    public static void Keep(JobRequest publish)
    {
        var seconds = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var facts in ReviewFiles.Find(publish.Reviews))
        {
            if (PlanDurations.Of(Path.Combine(Path.GetDirectoryName(facts)!, PlanDurations.Beside)) is not { } time)
                continue;
            if (InputFile.Read<ReviewFacts>(facts, facts, () => InputFile.Open(facts),
                stream => FactsReader.Read(facts, InputFile.Bytes(stream)),
                "") is not Validated<ReviewFacts>.Valid(var read)) continue;
            foreach (var project in read.Projects) seconds[$"{project.Name} {project.Environment}".TrimEnd()] = time;
        }

        if (seconds.Count > 0) Write(Path.Combine(publish.Output, PlanDurations.File), PlanDurations.Write(seconds));
    }

    private static void Write(string path, byte[] bytes)
    {
        try
        {
            File.WriteAllBytes(path, bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next run takes the average.
        }
    }
}
