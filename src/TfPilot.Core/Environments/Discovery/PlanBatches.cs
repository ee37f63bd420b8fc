using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// Plans that one job makes in sequence. <paramref name="Artifact"/> is unique among all batches; <paramref
/// name="Minutes"/> is the job's timeout.
/// </summary>
public sealed record PlanBatch(string Name, string Artifact, int Minutes, IReadOnlyList<PlanJob> Jobs);

/// <summary>
/// Distributes plans over the jobs of one matrix: one plan per job while GitHub's limit allows it, otherwise several
/// per job with balanced durations. The plans of a job have one environment, whose credentials the job has, and need
/// the same version of the tool and the same commit.
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
        IReadOnlyList<Problem> unwritable = [.. jobs.SelectMany(PlanLine.FindErrors)];
        if (unwritable.Count > 0) return new Validated<IReadOnlyList<PlanBatch>>.Invalid(unwritable);
        if (jobs.Count <= PlanMatrix.MaxJobs)
            return new Validated<IReadOnlyList<PlanBatch>>.Valid(
                [.. jobs.Select(job => new PlanBatch(job.Label, job.Artifact, MinutesOfAPlan, [job]))]);
        var alike = jobs.GroupBy(job => (job.Environment, job.Versions, job.DestroyAt))
            .Select(same => same.ToList()).ToList();
        return alike.Count <= PlanMatrix.MaxJobs
            ? new Validated<IReadOnlyList<PlanBatch>>.Valid([.. Balanced(alike, TimesOf(jobs, seconds)).Select(Batch)])
            : new Problem("matrix",
                $"The plans have {alike.Count} combinations of environment and version of the tool, but GitHub " +
                    $"allows {PlanMatrix.MaxJobs} jobs per matrix. Use a separate workflow for each part of the " +
                    "repository.");
    }

    private static PlanBatch Batch(IReadOnlyList<PlanJob> jobs, int number) => new(
        $"{jobs.Count} plans from {jobs[0].Label}", $"tfpilot-batch-{number + 1:000}",
        Math.Min(MaxMinutes, MinutesOfAPlan * jobs.Count), jobs);

    /// <summary>The known or average duration of each plan.</summary>
    private static Dictionary<PlanJob, double> TimesOf(
        IReadOnlyList<PlanJob> jobs, IReadOnlyDictionary<string, double> seconds)
    {
        var known = jobs.Select(job => seconds.GetValueOrDefault(job.Label)).Where(time => time > 0).ToList();
        var average = known.Count > 0 ? known.Average() : 1;
        return jobs.ToDictionary(
            job => job, job => seconds.GetValueOrDefault(job.Label) is var time and > 0 ? time : average);
    }

    private static IEnumerable<IReadOnlyList<PlanJob>> Balanced(
        IReadOnlyList<List<PlanJob>> alike, Dictionary<PlanJob, double> times) =>
        alike.Zip(Rooms(alike, times), (jobs, room) => Balanced(jobs, times, room)).SelectMany(batches => batches)
            .OrderBy(batch => batch[0].Path, StringComparer.Ordinal);

    /// <summary>How many jobs each group gets: one, then the next to the group with the most work per job.</summary>
    private static int[] Rooms(IReadOnlyList<List<PlanJob>> alike, Dictionary<PlanJob, double> times)
    {
        var loads = alike.Select(jobs => jobs.Sum(job => times[job])).ToArray();
        var rooms = alike.Select(_ => 1).ToArray();
        for (var left = PlanMatrix.MaxJobs - rooms.Length; left > 0; left--)
        {
            var next = Enumerable.Range(0, rooms.Length).Where(group => rooms[group] < alike[group].Count)
                .MaxBy(group => loads[group] / rooms[group]);
            rooms[next]++;
        }

        return rooms;
    }

    /// <summary>
    /// Assigns the longest plan first, always to the job with the least work; a job keeps the given order.
    /// </summary>
    private static IEnumerable<IReadOnlyList<PlanJob>> Balanced(
        List<PlanJob> jobs, Dictionary<PlanJob, double> times, int room)
    {
        var longest = jobs.Select((job, index) => (Index: index, Time: times[job]))
            .OrderByDescending(job => job.Time).ThenBy(job => job.Index);
        var batches = Enumerable.Range(0, room).Select(_ => new List<int>()).ToArray();
        var free = new PriorityQueue<int, (double Load, int Number)>(
            batches.Select((_, number) => (number, (0.0, number))));
        foreach (var (index, time) in longest)
        {
            free.TryDequeue(out var number, out var priority);
            batches[number].Add(index);
            free.Enqueue(number, (priority.Load + time, number));
        }

        return batches.Where(batch => batch.Count > 0)
            .Select(batch => (IReadOnlyList<PlanJob>)[.. batch.Order().Select(index => jobs[index])]);
    }
}
