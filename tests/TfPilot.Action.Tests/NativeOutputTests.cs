using System.Collections.Concurrent;
using TfPilot.EndToEnd.Tests;

namespace TfPilot.Action.Tests;

/// <summary>
/// The published program is compiled ahead of time, while the tests run the same sources on the runtime: both must
/// write the same bytes.
/// </summary>
public sealed class NativeOutputTests
{
    private static readonly string[] Formats = ["markdown", "json", "text"];

    /// <summary>
    /// Each run blocks a thread; without a limit no thread is left to read the output of the processes.
    /// </summary>
    private static readonly ParallelOptions Parallelism = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    [PublishedFact]
    public void The_native_program_writes_the_same_output_as_the_managed_one_for_every_sample() =>
        Differing(
            Directory.EnumerateFiles(Repository.PathOf("action", "samples"), "plan.json", SearchOption.AllDirectories))
                .Should().BeEmpty();

    [PublishedCorpusFact]
    public void The_native_program_writes_the_same_output_as_the_managed_one_for_every_corpus_plan() =>
        Differing(
            new[] { "plans", "plans_invalid" }.SelectMany(
                folder => Directory.EnumerateFiles(Corpus.PathOf(folder), "*.json"))).Should().BeEmpty();

    private static IEnumerable<string> Differing(IEnumerable<string> plans)
    {
        var differing = new ConcurrentBag<string>();
        Parallel.ForEach(plans.SelectMany(plan => Formats, (plan, format) => (plan, format)), Parallelism, at =>
        {
            string[] arguments = ["review", at.plan, "--format", at.format];
            var managed = Cli.Run(arguments);
            var native = Published.RunIn(Environment.CurrentDirectory, [], arguments);
            if ((native.ExitCode, native.Out, native.Error) != (managed.ExitCode, managed.Out, managed.Error))
                differing.Add($"{at.plan} as {at.format}");
        });
        return differing.Order(StringComparer.Ordinal);
    }
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishedCorpusFactAttribute : FactAttribute
{
    public PublishedCorpusFactAttribute() => Skip = (Published.ReasonToSkip ?? Corpus.ReasonToSkip)!;
}
