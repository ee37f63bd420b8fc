using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// Plans that one job makes in sequence. <paramref name="Artifact"/> is unique among all batches; <paramref
/// name="Minutes"/> is the job's timeout.
/// </summary>
public sealed record PlanBatch(string Name, string Artifact, int Minutes, IReadOnlyList<PlanJob> Jobs);

/// <summary>
/// Distributes plans over the jobs of one matrix: one plan per job while GitHub's limit allows it, otherwise several
/// per job with balanced durations.
/// </summary>
public static class PlanBatches
{
    private const int MinutesOfAPlan = 60;

    /// <summary>GitHub's limit for a job.</summary>
    private const int MaxMinutes = 360;

    /// <param name="seconds">The durations of earlier plans by <see cref="PlanJob.Label"/>; missing ones use the
    /// average.</param>
    public static Validated<IReadOnlyList<PlanBatch>> Of(
        IReadOnlyList<PlanJob> jobs, IReadOnlyDictionary<string, double> seconds)
    {
        IReadOnlyList<Problem> unwritable = [.. jobs.SelectMany(PlanLine.Mistakes)];
        if (unwritable.Count > 0) return new Validated<IReadOnlyList<PlanBatch>>.Invalid(unwritable);
        return new Validated<IReadOnlyList<PlanBatch>>.Valid(jobs.Count <= PlanMatrix.MaxJobs
            ? [.. jobs.Select(job => new PlanBatch(job.Label, job.Artifact, MinutesOfAPlan, [job]))]
            : [.. Balanced(jobs, seconds).Select(Batch)]);
    }

    private static PlanBatch Batch(IReadOnlyList<PlanJob> jobs, int number) => new(
        $"{jobs.Count} plans from {jobs[0].Label}", $"tfpilot-batch-{number + 1:000}",
        Math.Min(MaxMinutes, MinutesOfAPlan * jobs.Count), jobs);

    /// <summary>
    /// Assigns the longest plan first, always to the job with the least work; a job keeps the given order.
    /// </summary>
    private static IEnumerable<IReadOnlyList<PlanJob>> Balanced(
        IReadOnlyList<PlanJob> jobs, IReadOnlyDictionary<string, double> seconds)
    {
        var known = jobs.Select(job => seconds.GetValueOrDefault(job.Label)).Where(time => time > 0).ToList();
        var average = known.Count > 0 ? known.Average() : 1;
        var times = jobs.Select((job, index) => (Index: index,
            Time: seconds.GetValueOrDefault(job.Label) is var time and > 0 ? time : average))
            .OrderByDescending(job => job.Time).ThenBy(job => job.Index);
        var batches = Enumerable.Range(0, PlanMatrix.MaxJobs).Select(_ => new List<int>()).ToArray();
        var free = new PriorityQueue<int, (double Load, int Number)>(
            batches.Select((_, number) => (number, (0.0, number))));
        foreach (var (index, time) in times)
        {
            free.TryDequeue(out var number, out var priority);
            batches[number].Add(index);
            free.Enqueue(number, (priority.Load + time, number));
        }

        return batches.Where(batch => batch.Count > 0)
            .Select(batch => (IReadOnlyList<PlanJob>)[.. batch.Order().Select(index => jobs[index])])
            .OrderBy(batch => batch[0].Path, StringComparer.Ordinal);
    }
}
