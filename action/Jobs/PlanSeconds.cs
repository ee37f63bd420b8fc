using TfPilot.Action.Inputs;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;

namespace TfPilot.Action.Jobs;

/// <summary>The folders of the plans in a batch, and their durations.</summary>
internal static class PlanSeconds
{
    /// <summary>The folder of a plan job's plans, each in a numbered subfolder.</summary>
    public const string Plans = "tfpilot-plans";

    /// <summary>The request for one plan of the batch.</summary>
    public static JobRequest RequestOf(JobRequest batch, PlanLine line, int number) => batch with
    {
        Batch = null,
        Plans = [$"{Plans}/{number}/plan.json"],
        PlanText = batch.PlanText is { } file ? $"{Plans}/{number}/{file}" : null,
        Name = line.Name,
        Environment = line.Environment,
        Source = line.Path,
        Output = $"{batch.Output}/{number}",
        Comment = CommentMode.Never,
        Summary = false,
        FailOn = null,
    };

    /// <summary>Copies the duration from the plan's folder to the folder of its facts.</summary>
    public static void CopyToFacts(JobRequest plan)
    {
        if (PlanDurations.Of(
            Path.Combine(Path.GetDirectoryName(plan.Plans[0])!, PlanDurations.FileName)) is { } seconds)
            Write(Path.Combine(plan.Output, PlanDurations.FileName),
                System.Text.Encoding.ASCII.GetBytes(FormattableString.Invariant($"{seconds}")));
    }

    /// <summary>
    /// Collects the durations of all jobs in one file for the next run; writes no file without durations.
    /// </summary>
    public static void Save(JobRequest publish)
    {
        var seconds = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var facts in ReviewFiles.Find(publish.Reviews))
        {
            if (PlanDurations.Of(Path.Combine(Path.GetDirectoryName(facts)!, PlanDurations.FileName)) is not { } time)
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
